package dev.mcpgateway.audit;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditSettings.class)
class AuditBeans {
    @Bean
    Spool spool(AuditSettings settings) {
        return new Spool(settings.spoolRecords());
    }
}
