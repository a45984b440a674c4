package dev.mcpgateway.issuer.client;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.mcpgateway.issuer.key.Sha256;

/**
 * A program that asks for tokens.
 *
 * @param secret absent for a public client, which proves nothing but that it began what it ends (PKCE)
 */
public record Client(String id, List<String> redirectUris, Set<GrantType> grants, Optional<String> secret) {
    private static final int FINGERPRINT_BYTES = 8;

    public Client {
        redirectUris = List.copyOf(redirectUris);
        grants = Set.copyOf(grants);
    }

    public boolean isConfidential() {
        return secret.isPresent();
    }

    public boolean proves(Optional<String> offered) {
        return secret.map(
                        expected -> offered.isPresent() && MessageDigest.isEqual(bytes(expected), bytes(offered.get())))
                .orElse(true);
    }

    /** Short, and the same for the same client. */
    public String fingerprint() {
        return HexFormat.of().formatHex(Sha256.of(id), 0, FINGERPRINT_BYTES);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Client[confidential=" + isConfidential() + ", redirectUris=" + redirectUris + "]";
    }
}
