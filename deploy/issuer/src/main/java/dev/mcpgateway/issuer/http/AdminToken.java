package dev.mcpgateway.issuer.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;

/** What {@code X-Issuer-Token} must carry. Keeps only a digest, and prints not even that. */
public final class AdminToken {
    static final String HEADER = "X-Issuer-Token";

    private final Optional<byte[]> expected;

    private AdminToken(Optional<byte[]> expected) {
        this.expected = expected;
    }

    /** @param token empty leaves the door open, as on a developer's machine */
    public static AdminToken of(String token) {
        return new AdminToken(token.isEmpty() ? Optional.empty() : Optional.of(digest(token)));
    }

    /** Takes the same time however much of the offer is right: digests have one length. */
    boolean admits(List<String> offered) {
        return expected.map(token -> offered.size() == 1 && MessageDigest.isEqual(token, digest(offered.get(0))))
                .orElse(true);
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "AdminToken[***]";
    }
}
