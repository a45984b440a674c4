package dev.mcpgateway.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A value that must not be printed, and is compared without telling how much of it was right. */
public record Secret(String value) {
    public Secret {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a secret must not be empty");
        }
    }

    public boolean matches(String candidate) {
        return MessageDigest.isEqual(
                value.getBytes(StandardCharsets.UTF_8), candidate.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "Secret[***]";
    }
}
