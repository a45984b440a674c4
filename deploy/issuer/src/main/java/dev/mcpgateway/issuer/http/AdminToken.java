package dev.mcpgateway.issuer.http;

import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

import dev.mcpgateway.issuer.key.Sha256;

/** What {@code X-Issuer-Token} must carry. Keeps only a digest, and prints not even that. */
public final class AdminToken {
    static final String HEADER = "X-Issuer-Token";

    private final Optional<byte[]> expected;

    private AdminToken(Optional<byte[]> expected) {
        this.expected = expected;
    }

    /** @param token empty leaves the door open, as on a developer's machine */
    public static AdminToken of(String token) {
        return new AdminToken(token.isEmpty() ? Optional.empty() : Optional.of(Sha256.of(token)));
    }

    /** Takes the same time however much of the offer is right: digests have one length. */
    boolean admits(List<String> offered) {
        return expected.map(token -> offered.size() == 1 && MessageDigest.isEqual(token, Sha256.of(offered.get(0))))
                .orElse(true);
    }

    @Override
    public String toString() {
        return "AdminToken[***]";
    }
}
