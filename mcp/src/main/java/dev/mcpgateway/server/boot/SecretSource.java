package dev.mcpgateway.server.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.springframework.core.env.Environment;

import dev.mcpgateway.server.http.GatewaySecret;

/** Where the gateway's secret comes from: the tool's own, else the one all tools of a developer's machine share. */
final class SecretSource {
    private static final List<String> NAMES = List.of("TOOL_GATEWAY_SECRET", "TOOL_GATEWAY_SHARED_SECRET");

    private SecretSource() {}

    static GatewaySecret read(Environment environment) {
        return NAMES.stream()
                .flatMap(name -> value(environment, name).stream())
                .findFirst()
                .map(GatewaySecret::of)
                .orElseThrow(() -> new MissingSecret(
                        "Set TOOL_GATEWAY_SECRET (or TOOL_GATEWAY_SECRET_FILE) to the secret that the gateway sends to this"
                                + " tool in X-Gateway-Auth; without it anybody could call"));
    }

    private static Optional<String> value(Environment environment, String name) {
        String value = environment.getProperty(name);
        if (value != null && !value.isBlank()) {
            return Optional.of(value);
        }
        String file = environment.getProperty(name + "_FILE");
        return file == null || file.isBlank() ? Optional.empty() : Optional.of(contents(name, Path.of(file)));
    }

    private static String contents(String name, Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new MissingSecret(name + "_FILE names " + file + ", which cannot be read: " + e.getMessage());
        }
    }

    static final class MissingSecret extends RuntimeException {
        MissingSecret(String message) {
            super(message);
        }
    }
}
