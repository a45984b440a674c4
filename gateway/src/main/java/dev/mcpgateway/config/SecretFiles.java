package dev.mcpgateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Takes a setting that is secret from the file that {@code NAME_FILE} names, where {@code NAME} itself is not set. */
final class SecretFiles implements EnvironmentPostProcessor {
    private static final List<String> NAMES = List.of(
            "JWT_SECRET_KEY",
            "JWT_PREVIOUS_SECRET_KEY",
            "JWT_PUBLIC_KEY",
            "DATABASE_URL",
            "REDIS_URL",
            "TOOL_GATEWAY_SHARED_SECRET");

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Map<String, Object> read = new HashMap<>();
        for (String name : NAMES) {
            String file = environment.getProperty(name + "_FILE");
            if (file != null && !file.isBlank() && environment.getProperty(name) == null) {
                read.put(name, text(name, Path.of(file)));
            }
        }
        if (!read.isEmpty()) {
            environment.getPropertySources().addLast(new MapPropertySource("secret files", read));
        }
    }

    private static String text(String name, Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new IllegalStateException(name + "_FILE names a file that cannot be read: " + file, e);
        }
    }
}
