package dev.mcpgateway.store;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StoreSettings.class)
class StoreBeans {
    @Bean
    Database database(StoreSettings settings) {
        return new Database(settings);
    }

    @Bean(initMethod = "open", destroyMethod = "close")
    Redis redis(StoreSettings settings) {
        return new Redis(settings);
    }
}
