package dev.mcpgateway.issuer.client;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** By what right a token is asked for. */
public enum GrantType {
    AUTHORIZATION_CODE,
    REFRESH_TOKEN,
    CLIENT_CREDENTIALS;

    /** As OAuth spells it. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<GrantType> of(String wire) {
        return Stream.of(values()).filter(type -> type.wire().equals(wire)).findFirst();
    }
}
