package dev.mcpgateway.audit;

import java.util.List;
import java.util.stream.Stream;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.mcpgateway.audit.Columns.Column;
import dev.mcpgateway.store.Database;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditSettings.class)
class AuditBeans {
    @Bean
    Spools spools(AuditSettings settings, Database database) {
        return database.isConfigured() ? Spools.claim(settings) : Spools.NONE;
    }

    @Bean
    AuditKey auditKey(AuditSettings settings, Database database) {
        return AuditKey.of(settings, database.isConfigured());
    }

    @Bean
    SealKeys sealKeys(AuditSettings settings, AuditKey key) {
        Stream<String> former =
                key.former().stream().map(old -> new SealKeys(old.forPurpose("seal"), List.of()).ownPublicKey());
        return new SealKeys(
                key.forPurpose("seal"),
                Stream.concat(settings.trusted().stream(), former).toList());
    }

    @Bean
    RecordWriter recordWriter(AuditSettings settings, AuditKey key) {
        return new RecordWriter(columns(settings, key));
    }

    @Bean
    RecordTable recordTable(Database database, AuditSettings settings, AuditKey key) {
        return new RecordTable(database, columns(settings, key), settings.gateway());
    }

    @Bean
    ChainTable chainTable(Database database, AuditSettings settings, AuditKey key) {
        return new ChainTable(database, columns(settings, key), payloads(key));
    }

    @Bean
    AuditLog auditLog(Database database, AuditSettings settings, AuditKey key, Readers readers) {
        return new AuditLog(database, columns(settings, key), readers);
    }

    private static List<Column> columns(AuditSettings settings, AuditKey key) {
        return Columns.of(settings.gateway(), new Digests(key.forPurpose("arguments")), payloads(key));
    }

    private static Payloads payloads(AuditKey key) {
        return new Payloads(
                new Digests(key.forPurpose("payload")),
                key.former().stream()
                        .map(old -> new Digests(old.forPurpose("payload")))
                        .toList());
    }
}
