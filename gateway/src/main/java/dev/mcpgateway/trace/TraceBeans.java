package dev.mcpgateway.trace;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TraceSettings.class)
class TraceBeans {
    @Bean(destroyMethod = "close")
    Tracing tracing(TraceSettings settings) {
        return new Tracing(settings);
    }
}
