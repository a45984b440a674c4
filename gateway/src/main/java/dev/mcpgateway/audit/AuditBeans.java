package dev.mcpgateway.audit;

import java.security.SecureRandom;
import java.util.List;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.mcpgateway.audit.Columns.Column;
import dev.mcpgateway.store.Database;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditSettings.class)
class AuditBeans {
    @Bean
    Spool spool(AuditSettings settings) {
        return new Spool(settings.spoolRecords());
    }

    @Bean
    AuditKey auditKey(AuditSettings settings) {
        return settings.key().isBlank()
                ? new AuditKey(new SecureRandom().generateSeed(AuditKey.BYTES))
                : AuditKey.parse(settings.key());
    }

    @Bean
    RecordWriter recordWriter(AuditSettings settings, AuditKey key) {
        return new RecordWriter(columns(settings, key));
    }

    @Bean
    RecordTable recordTable(Database database, AuditSettings settings, AuditKey key) {
        return new RecordTable(database, columns(settings, key), settings.gateway());
    }

    private static List<Column> columns(AuditSettings settings, AuditKey key) {
        return Columns.of(settings.gateway(), new Digests(key.forPurpose("arguments")));
    }
}
