package dev.mcpgateway.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;

import reactor.core.publisher.Mono;

import dev.mcpgateway.auth.TrustedIssuers.Trusted;
import dev.mcpgateway.call.Caller;
import dev.mcpgateway.config.Plan;
import dev.mcpgateway.config.PolicySpec.Issuer;
import dev.mcpgateway.meter.Meters;
import dev.mcpgateway.meter.Metric;

import static dev.mcpgateway.auth.TokenVerifier.refused;

/**
 * Knows callers by their tokens. A verified token is remembered until it expires, or its issuer's keys change, so a
 * fleet's repeated token costs a lookup; what its roles mean is asked of each plan once.
 */
@Component
public final class Authenticator {
    private static final String SCHEME = "Bearer ";
    private static final int LONGEST_TOKEN = 16 * 1024;
    /** In characters of tokens: some 30,000 of usual length. */
    private static final long REMEMBERED = 32L * 1024 * 1024;

    private static final int OVERHEAD = 512;

    private final JwtSettings settings;
    private final InstantSource clock;
    private final TrustedIssuers issuers;
    private final TokenVerifier verifier;
    private final AtomicLong keyChanges = new AtomicLong();
    private final Cache<String, Known> verified;

    Authenticator(JwtSettings settings, TrustedIssuers issuers, InstantSource clock, Meters meters) {
        this.settings = settings;
        this.clock = clock;
        this.issuers = issuers;
        this.verifier = new TokenVerifier(settings, clock);
        this.verified = Caffeine.newBuilder()
                // Its housekeeping is short; waking another thread for it costs more.
                .executor(Runnable::run)
                .maximumWeight(REMEMBERED)
                .weigher((String token, Known known) -> token.length() + OVERHEAD)
                .recordStats()
                .expireAfter(Expiry.creating((String token, Known known) -> untilExpiry(known)))
                .build();
        issuers.onChange(this::forgetAll);
        meters.counter(Metric.CACHE_REQUESTS, () -> verified.stats().hitCount(), "tokens", "hit");
        meters.counter(Metric.CACHE_REQUESTS, () -> verified.stats().missCount(), "tokens", "miss");
    }

    /** A verified token, and whom the latest plan made of it. */
    private static final class Known {
        private record Here(long plan, Caller caller) {}

        private final Verified says;
        private final Keys by;
        private volatile @Nullable Here here;

        Known(Verified says, Keys by) {
            this.says = says;
            this.by = by;
        }
    }

    /**
     * The caller behind these {@code Authorization} headers.
     *
     * @param isEndpoint whether an audience is the URL by which the caller reached this endpoint; that counts too
     */
    public Mono<Caller> authenticate(List<String> authorization, Predicate<String> isEndpoint, Plan plan) {
        if (authorization.isEmpty()) {
            return Mono.error(refused("a token is needed: Authorization: Bearer …"));
        }
        String header = authorization.get(0);
        if (authorization.size() > 1 || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Mono.error(refused("exactly one Authorization header of the form 'Bearer …' is needed"));
        }
        String token = header.substring(SCHEME.length()).strip();
        if (token.length() > LONGEST_TOKEN) {
            return Mono.error(refused("the token is longer than " + LONGEST_TOKEN + " characters"));
        }
        Known known = verified.getIfPresent(token);
        if (known != null && isStillGood(known, plan)) {
            return Mono.fromSupplier(() -> caller(known, isEndpoint, plan));
        }
        return verify(token, plan).map(fresh -> caller(fresh, isEndpoint, plan));
    }

    /** Whose tokens count under this plan, where clients can find them. */
    public List<String> issuers(Plan plan) {
        Collection<String> known = plan.policy().issuers().isEmpty()
                ? List.of(settings.issuer())
                : plan.policy().issuers().keySet();
        return known.stream()
                .filter(name -> name.startsWith("https://") || name.startsWith("http://"))
                .toList();
    }

    /** A plan may have taken the issuer away, or given it other keys. */
    private boolean isStillGood(Known known, Plan plan) {
        Trusted issuer = issuers.of(plan, known.says.issuer());
        return issuer != null && issuer.keys() == known.by && clock.instant().isBefore(known.says.expires());
    }

    private Mono<Known> verify(String token, Plan plan) {
        long before = keyChanges.get();
        return verifier.verify(token, name -> issuers.of(plan, name)).map(proof -> {
            Known known = new Known(proof.says(), proof.by().keys());
            verified.put(token, known);
            if (keyChanges.get() != before) {
                // Keys changed while this one was verified, perhaps by one of the old.
                verified.invalidate(token);
            }
            return known;
        });
    }

    private void forgetAll() {
        keyChanges.incrementAndGet();
        verified.invalidateAll();
    }

    private Caller caller(Known known, Predicate<String> isEndpoint, Plan plan) {
        if (!isMeantForUs(known.says.audiences(), isEndpoint)) {
            throw refused("the token is meant for somebody else (aud)");
        }
        Known.Here here = known.here;
        if (here == null || here.plan() != plan.version()) {
            here = new Known.Here(plan.version(), caller(known.says, plan));
            known.here = here;
        }
        return here.caller();
    }

    private boolean isMeantForUs(List<String> audiences, Predicate<String> isEndpoint) {
        for (String audience : audiences) {
            if (audience.equals(settings.audience()) || isEndpoint.test(audience)) {
                return true;
            }
        }
        return false;
    }

    private Caller caller(Verified says, Plan plan) {
        Trusted trusted = issuers.of(plan, says.issuer());
        if (trusted == null) {
            throw refused("the token's issuer is not known here");
        }
        Issuer issuer = trusted.issuer();
        if (issuer.tenants().stream().noneMatch(tenant -> tenant.matches(says.tenant()))) {
            throw refused("this issuer may not speak for the token's tenant");
        }
        return new Caller(
                says.issuer(), says.subject(), says.tenant(), roles(says.roles(), issuer, plan), says.oauthScopes());
    }

    private static Set<String> roles(List<String> names, Issuer issuer, Plan plan) {
        Set<String> roles = new HashSet<>();
        for (String name : names) {
            String mapped = issuer.roles().get(name);
            if (mapped != null) {
                roles.add(mapped);
            } else if (issuer.sameNames() && plan.policy().roles().containsKey(name)) {
                roles.add(name);
            }
        }
        return Set.copyOf(roles);
    }

    private Duration untilExpiry(Known known) {
        Instant now = clock.instant();
        return now.isBefore(known.says.expires()) ? Duration.between(now, known.says.expires()) : Duration.ZERO;
    }
}
