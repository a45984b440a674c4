package dev.mcpgateway.issuer.http;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.mcpgateway.issuer.refusal.Refusal;
import dev.mcpgateway.issuer.token.Identity;

/** What a script may ask of {@code POST /token}. Names are bounded, since they travel in a header with every call. */
record MintRequest(
        @JsonProperty("user_id") @Nullable String userId,
        @Nullable List<@Nullable String> roles,
        @Nullable String workspace,
        @JsonProperty("api_version") @Nullable String apiVersion,
        @JsonProperty("expires_in_seconds") @Nullable Integer expiresInSeconds) {
    private static final int LONGEST_NAME = 256;
    private static final int MOST_ROLES = 64;
    private static final int LONGEST_LIFE = 86_400;

    Identity identity() {
        if (userId == null) {
            throw Refusal.invalidRequest("user_id is missing");
        }
        List<@Nullable String> asked = roles == null ? List.of() : roles;
        if (asked.size() > MOST_ROLES) {
            throw Refusal.invalidRequest("roles has more than " + MOST_ROLES + " entries");
        }
        return new Identity(
                name("user_id", userId),
                asked.stream().map(role -> name("roles", role)).toList(),
                name("workspace", workspace == null ? "demo" : workspace),
                name("api_version", apiVersion == null ? "1.1" : apiVersion));
    }

    Duration lifetime() {
        int seconds = expiresInSeconds == null ? 3_600 : expiresInSeconds;
        if (seconds < 1 || seconds > LONGEST_LIFE) {
            throw Refusal.invalidRequest("expires_in_seconds must be between 1 and " + LONGEST_LIFE);
        }
        return Duration.ofSeconds(seconds);
    }

    private static String name(String field, @Nullable String value) {
        if (value == null || value.isBlank() || value.length() > LONGEST_NAME) {
            throw Refusal.invalidRequest(field + " must be a text of 1 to " + LONGEST_NAME + " characters");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.invalidRequest(field + " must hold no control characters");
        }
        return value;
    }
}
