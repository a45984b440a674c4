package dev.mcpgateway.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The one secret of the audit: 32 random bytes, from which a key is derived for each purpose. */
final class AuditKey {
    static final int BYTES = 32;

    private final Digests derivation;

    AuditKey(byte[] secret) {
        if (secret.length != BYTES) {
            throw new IllegalArgumentException(
                    "AUDIT_KEY must be " + BYTES + " bytes in Base64: make one with 'openssl rand -base64 32'");
        }
        derivation = new Digests(secret);
    }

    static AuditKey parse(String base64) {
        try {
            return new AuditKey(Base64.getDecoder().decode(base64.strip()));
        } catch (IllegalArgumentException e) {
            // The decoder's own message would quote the secret.
            throw new IllegalArgumentException(
                    "AUDIT_KEY must be " + BYTES + " bytes in Base64: make one with 'openssl rand -base64 32'");
        }
    }

    byte[] forPurpose(String purpose) {
        return derivation.of(ByteBuffer.wrap(purpose.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public String toString() {
        return "AuditKey[***]";
    }
}
