package dev.mcpgateway.issuer.grant;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.mcpgateway.issuer.key.Sha256;

/**
 * A sign-in is one chain: its code, then one refresh token after another. Only the newest link opens, and only once. An older one
 * that comes back was copied by somebody, so it ends the whole chain (RFC 6749 section 10.5, RFC 9700 section 4.14).
 */
public final class Grants {
    /** What a link may be used as. */
    public enum Link {
        CODE(Duration.ofSeconds(60)),
        REFRESH_TOKEN(Duration.ofHours(24));

        private final Duration life;

        Link(Duration life) {
            this.life = life;
        }
    }

    /** A chain whose newest link was just used. */
    public record Opened(String chain, Grant grant) {
        @Override
        public String toString() {
            return "Opened[***]";
        }
    }

    private static final int MOST_CHAINS = 5_000;
    private static final int SECRET_BYTES = 24;

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Cache<String, Newest> chains;

    public Grants(InstantSource clock) {
        this.clock = clock;
        chains = Caffeine.newBuilder()
                .maximumSize(MOST_CHAINS)
                .expireAfterWrite(Link.REFRESH_TOKEN.life)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build();
    }

    /** Begins a chain. */
    public String code(Grant grant) {
        String chain = secret();
        String code = chain + "." + secret();
        chains.put(chain, newest(Link.CODE, code, grant));
        return code;
    }

    public Optional<Opened> open(Link as, String secret) {
        String chain = secret.substring(0, Math.max(0, secret.indexOf('.')));
        AtomicReference<@Nullable Opened> opened = new AtomicReference<>();
        chains.asMap().computeIfPresent(chain, (id, newest) -> {
            if (!newest.admits(as, secret, clock.instant())) {
                return null;
            }
            opened.set(new Opened(id, newest.grant()));
            return newest.used();
        });
        return Optional.ofNullable(opened.get());
    }

    /** The next link; empty when the chain ended meanwhile. */
    public Optional<String> refreshToken(Opened opened) {
        String token = opened.chain() + "." + secret();
        Newest next = newest(Link.REFRESH_TOKEN, token, opened.grant());
        return Optional.ofNullable(chains.asMap().computeIfPresent(opened.chain(), (id, newest) -> next))
                .map(added -> token);
    }

    private Newest newest(Link link, String secret, Grant grant) {
        return new Newest(link, Sha256.of(secret), clock.instant().plus(link.life), grant);
    }

    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by MessageDigest only
    private record Newest(Link link, byte[] digest, Instant expires, Grant grant) {
        private static final byte[] USED = {};

        boolean admits(Link as, String secret, Instant now) {
            return link == as && now.isBefore(expires) && MessageDigest.isEqual(digest, Sha256.of(secret));
        }

        Newest used() {
            return new Newest(link, USED, expires, grant);
        }
    }
}
