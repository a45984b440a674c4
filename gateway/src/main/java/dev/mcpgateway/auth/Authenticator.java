package dev.mcpgateway.auth;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.springframework.stereotype.Component;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;

import reactor.core.publisher.Mono;

import dev.mcpgateway.call.Caller;
import dev.mcpgateway.config.Glob;
import dev.mcpgateway.config.Plan;
import dev.mcpgateway.config.PolicySpec.Issuer;
import dev.mcpgateway.meter.Meters;
import dev.mcpgateway.meter.Metric;

import static dev.mcpgateway.auth.TokenVerifier.refused;

/**
 * Knows callers by their tokens. A verified token is remembered until it expires, so a fleet's repeated token costs a
 * lookup; what its roles mean is asked of the plan each time.
 */
@Component
public final class Authenticator {
    private static final String SCHEME = "Bearer ";
    private static final int LONGEST_TOKEN = 16 * 1024;
    private static final int REMEMBERED = 20_000;

    private final JwtSettings settings;
    private final InstantSource clock;
    private final TokenVerifier verifier;
    private final Cache<String, Verified> verified;

    Authenticator(JwtSettings settings, Keys keys, InstantSource clock, Meters meters) {
        this.settings = settings;
        this.clock = clock;
        this.verifier = new TokenVerifier(settings, keys, clock);
        this.verified = Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .recordStats()
                .expireAfter(Expiry.creating((String token, Verified known) -> untilExpiry(known)))
                .build();
        keys.onChange(verified::invalidateAll);
        meters.counter(Metric.CACHE_REQUESTS, () -> verified.stats().hitCount(), "tokens", "hit");
        meters.counter(Metric.CACHE_REQUESTS, () -> verified.stats().missCount(), "tokens", "miss");
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
        Verified known = verified.getIfPresent(token);
        Mono<Verified> verifying = known != null && clock.instant().isBefore(known.expires())
                ? Mono.just(known)
                : verifier.verify(token).doOnNext(fresh -> verified.put(token, fresh));
        return verifying.map(says -> caller(says, isEndpoint, plan));
    }

    private Caller caller(Verified says, Predicate<String> isEndpoint, Plan plan) {
        if (!says.audiences().contains(settings.audience())
                && says.audiences().stream().noneMatch(isEndpoint)) {
            throw refused("the token is meant for somebody else (aud)");
        }
        Issuer issuer = issuer(says.issuer(), plan);
        if (issuer.tenants().stream().noneMatch(tenant -> tenant.matches(says.tenant()))) {
            throw refused("this issuer may not speak for the token's tenant");
        }
        return new Caller(
                says.issuer(), says.subject(), says.tenant(), roles(says.roles(), issuer, plan), says.oauthScopes());
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

    /** With no issuers in policy.yaml, the one of JWT_ISSUER counts, under the role names it uses. */
    private Issuer issuer(String name, Plan plan) {
        Map<String, Issuer> known = plan.policy().issuers();
        Issuer issuer = known.get(name);
        if (issuer != null) {
            return issuer;
        }
        if (known.isEmpty() && name.equals(settings.issuer())) {
            return new Issuer(name, List.of(Glob.ANY), Map.of(), true);
        }
        throw refused("the token's issuer is not known here");
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

    private Duration untilExpiry(Verified known) {
        Duration left = Duration.between(clock.instant(), known.expires());
        return left.isNegative() ? Duration.ZERO : left;
    }
}
