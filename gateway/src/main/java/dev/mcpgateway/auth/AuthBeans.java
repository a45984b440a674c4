package dev.mcpgateway.auth;

import java.time.InstantSource;
import java.util.List;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.mcpgateway.health.Dependencies;
import dev.mcpgateway.health.Dependency;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(JwtSettings.class)
class AuthBeans {
    @Bean
    Keys keys(JwtSettings settings, InstantSource clock) {
        return settings.secretKey().isBlank()
                ? new JwksKeys(settings.jwksUrl(), clock)
                : new SecretKeys(settings.secretKey());
    }

    @Bean
    Dependencies issuer(Keys keys) {
        List<Dependency> issuer = List.of(new Dependency("issuer-keys", true, keys::condition));
        return () -> issuer;
    }
}
