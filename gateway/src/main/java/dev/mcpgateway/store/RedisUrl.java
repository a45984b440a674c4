package dev.mcpgateway.store;

import java.net.URI;

import io.lettuce.core.RedisURI;

/** {@code redis://user:password@host:port/number}, and whatever else Lettuce reads. */
final class RedisUrl {
    private static final String FORM =
            "REDIS_URL must read redis://user:password@host:port (a password with special characters percent-encoded)";

    private RedisUrl() {}

    static RedisURI read(String text) {
        try {
            RedisURI read = RedisURI.create(text);
            boolean leads = read.getHost() != null
                    || read.getSocket() != null
                    || !read.getSentinels().isEmpty();
            if (leads && !isCutShort(text)) {
                return read;
            }
        } catch (IllegalArgumentException e) {
            // The exception holds the password; the form below says enough.
        }
        throw new IllegalArgumentException(FORM);
    }

    /** Whether a {@code #}, {@code /} or {@code ?} in the password ended it, and the host is what came before. */
    private static boolean isCutShort(String text) {
        String authority = URI.create(text).getRawAuthority();
        return text.contains("@") && (authority == null || !authority.contains("@"));
    }
}
