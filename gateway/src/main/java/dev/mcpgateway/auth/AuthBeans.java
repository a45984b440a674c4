package dev.mcpgateway.auth;

import java.time.InstantSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(JwtSettings.class)
class AuthBeans {
    @Bean
    Keys keys(JwtSettings settings, InstantSource clock) {
        return settings.secretKey().isBlank()
                ? new JwksKeys(settings.jwksUrl(), clock)
                : new SecretKeys(settings.secretKey());
    }
}
