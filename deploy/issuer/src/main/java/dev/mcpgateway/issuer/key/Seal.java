package dev.mcpgateway.issuer.key;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** Marks what this issuer handed out, so that it need not remember it. Good over a restart, like the keys. */
public final class Seal {
    private static final String HMAC = "HmacSHA256";

    private final SecretKey key;

    Seal(SecretKey key) {
        this.key = key;
    }

    /** @param purpose keeps a mark made for one thing from passing for another */
    public byte[] mark(String purpose, String content) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + HMAC, e);
        }
    }

    @Override
    public String toString() {
        return "Seal[***]";
    }
}
