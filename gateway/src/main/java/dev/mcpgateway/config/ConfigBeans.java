package dev.mcpgateway.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import dev.mcpgateway.config.GatewaySettings.Mode;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GatewaySettings.class)
class ConfigBeans {
    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    Plans plans(GatewaySettings settings, Environment environment, InstantSource clock) {
        return settings.mode() == Mode.PRODUCTION
                ? Plans.inProduction(
                        settings.configDir(), name -> variable(environment, name), environment::getProperty, clock)
                : Plans.from(settings.configDir(), name -> variable(environment, name), clock);
    }

    /** A variable of the environment, or the content of the file that {@code NAME_FILE} names. */
    private static @Nullable String variable(Environment environment, String name) {
        String value = environment.getProperty(name);
        String file = environment.getProperty(name + "_FILE");
        if (value != null || file == null) {
            return value;
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(name + "_FILE names a file that cannot be read: " + file, e);
        }
    }
}
