package dev.mcpgateway.auth;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import com.nimbusds.jose.JWSAlgorithm;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.mcpgateway.config.Glob;
import dev.mcpgateway.config.KeySource;
import dev.mcpgateway.config.Location;
import dev.mcpgateway.config.Plan;
import dev.mcpgateway.config.Plans;
import dev.mcpgateway.config.Plans.Derived;
import dev.mcpgateway.config.PolicySpec.Issuer;
import dev.mcpgateway.health.Dependencies;
import dev.mcpgateway.health.Dependency;

/**
 * The issuers of a plan, each with keys of its own: no issuer's key ever verifies the token of another. Keys outlive the
 * plan that brought them as long as a later one names the same source, so a reload never empties what was fetched.
 */
@Component
final class TrustedIssuers implements SmartLifecycle, Dependencies {
    private static final Duration LOOK_AFTER = Duration.ofSeconds(5);

    /** One issuer as a plan trusts it. */
    record Trusted(Issuer issuer, Keys keys, Set<JWSAlgorithm> algorithms) {}

    private final JwtSettings settings;
    private final InstantSource clock;
    private final Plans plans;
    private final Fetch fetch = new Fetch();
    private final Map<KeySource, Keys> sources = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Derived<Map<String, Trusted>> trusted;
    private Disposable lookingAfter = Disposables.disposed();

    TrustedIssuers(JwtSettings settings, InstantSource clock, Plans plans) {
        this.settings = settings;
        this.clock = clock;
        this.trusted = plans.derive(this::trusted);
        this.plans = plans;
        plans.watch(plan -> forgetUnused(trusted.of(plan)));
    }

    @Nullable
    Trusted of(Plan plan, String issuer) {
        return trusted.of(plan).get(issuer);
    }

    /** Told when the keys of any issuer are no longer the same. */
    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    private Map<String, Trusted> trusted(Plan plan) {
        Map<String, Trusted> all = new HashMap<>();
        plan.policy().issuers().forEach((name, issuer) -> all.put(name, trusted(issuer)));
        if (all.isEmpty()) {
            // With no issuers in policy.yaml, the one of JWT_ISSUER counts, under the role names it uses.
            Issuer only = new Issuer(
                    settings.issuer(),
                    List.of(Glob.ANY),
                    Map.of(),
                    true,
                    Optional.empty(),
                    List.of(),
                    new Location("JWT_ISSUER", 0));
            all.put(settings.issuer(), trusted(only));
        }
        return Map.copyOf(all);
    }

    private Trusted trusted(Issuer issuer) {
        KeySource source = issuer.keys()
                .orElseGet(() -> issuer.url().equals(settings.issuer()) ? settings.keys() : discovery(issuer));
        List<String> algorithms = issuer.algorithms().isEmpty() ? settings.algorithmsFor(source) : issuer.algorithms();
        return new Trusted(
                issuer,
                sources.computeIfAbsent(source, this::keys),
                algorithms.stream()
                        .filter(source::fits)
                        .map(JWSAlgorithm::parse)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private static KeySource discovery(Issuer issuer) {
        try {
            return KeySource.discovery(URI.create(issuer.url()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    issuer.at() + ": '" + issuer.url() + "' is no URL where keys could be found; say 'keys'", e);
        }
    }

    private Keys keys(KeySource source) {
        Keys keys = switch (source.kind()) {
            case SECRET, PEM -> HeldKeys.of(source);
            case JWKS -> {
                String url = source.url().orElseThrow().toString();
                yield new JwksKeys(url, Mono.just(url), fetch, clock);
            }
            case DISCOVERY -> {
                URI issuer = source.url().orElseThrow();
                yield new JwksKeys(issuer.toString(), new Discovery(fetch).keysOf(issuer), fetch, clock);
            }
        };
        keys.onChange(() -> listeners.forEach(Runnable::run));
        return keys;
    }

    private void forgetUnused(Map<String, Trusted> current) {
        Set<Keys> used = current.values().stream().map(Trusted::keys).collect(Collectors.toCollection(HashSet::new));
        sources.values().retainAll(used);
    }

    /** Without any issuer no call can be served; without one of several, most can. */
    @Override
    public List<Dependency> now() {
        Collection<Trusted> current = trusted.of(plans.current()).values();
        boolean isOnlyOne = current.size() == 1;
        return current.stream()
                .map(one -> new Dependency(
                        isOnlyOne
                                ? "issuer-keys"
                                : "issuer-keys " + one.issuer().url(),
                        isOnlyOne,
                        () -> Mono.just(one.keys().condition())))
                .toList();
    }

    @Override
    public void start() {
        lookingAfter = Flux.interval(Duration.ZERO, LOOK_AFTER)
                .onBackpressureDrop()
                .subscribe(tick -> sources.values().forEach(Keys::refresh));
    }

    @Override
    public void stop() {
        lookingAfter.dispose();
    }

    @Override
    public boolean isRunning() {
        return !lookingAfter.isDisposed();
    }
}
