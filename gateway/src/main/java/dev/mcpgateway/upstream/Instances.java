package dev.mcpgateway.upstream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.stereotype.Component;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.config.Plans;
import dev.mcpgateway.config.ServerSpec;
import dev.mcpgateway.config.ServerSpec.Instance;

/**
 * Which instance of a server takes the next call: each in its turn, except those that lately could not be reached. One
 * that does not answer is left alone for a while and then tried by a few calls, or by the next probe.
 */
@Component
public final class Instances {
    private static final int LEAST_CALLS = 5;
    private static final int PROBES_MISSED = 2;

    private final CircuitBreakerConfig config;
    private final UpstreamSettings settings;

    /** Keys are names from tools.yaml, never from a client. */
    private final ConcurrentMap<String, Turns> turns = new ConcurrentHashMap<>();

    private final ConcurrentMap<Place, Watched> breakers = new ConcurrentHashMap<>();

    private record Place(String server, String instance) {}

    private record Watched(CircuitBreaker breaker, AtomicInteger probesMissed) {}

    Instances(UpstreamSettings settings, Plans plans) {
        this.settings = settings;
        this.config = CircuitBreakerConfig.custom()
                // With a lock for a few instructions. The window without one is a list whose nodes that fell out of it
                // still name the next: once one of them is old, all that follow stay until the old are collected.
                .slidingWindow(
                        settings.breakerWindow(),
                        Math.min(LEAST_CALLS, settings.breakerWindow()),
                        SlidingWindowType.COUNT_BASED,
                        SlidingWindowSynchronizationStrategy.SYNCHRONIZED)
                .failureRateThreshold(50)
                .waitDurationInOpenState(settings.breakerRest())
                .permittedNumberOfCallsInHalfOpenState(3)
                // Calls that are let in to try and never answer must not keep it half open for ever.
                .maxWaitDurationInHalfOpenState(settings.breakerRest().multipliedBy(4))
                .writableStackTraceEnabled(false)
                .build();
        plans.watch(plan -> forgetAllBut(plan.servers().values()));
    }

    /**
     * How an instance is.
     *
     * @param breaker {@code closed}: takes calls; {@code open}: takes none; {@code half_open}: is being tried
     */
    public record State(String server, String instance, String url, String breaker) {}

    /** How every instance of {@code servers} is. */
    public List<State> states(Iterable<ServerSpec> servers) {
        List<State> states = new ArrayList<>();
        for (ServerSpec server : servers) {
            for (Instance instance : server.instances()) {
                states.add(new State(
                        server.name(),
                        instance.id(),
                        instance.url().toString(),
                        breaker(server, instance).getState().name().toLowerCase(Locale.ROOT)));
            }
        }
        return states;
    }

    /** The next instance that takes calls and is none of {@code tried}. */
    Instance next(ServerSpec server, Set<Instance> tried) {
        List<Instance> left = server.instances().stream()
                .filter(instance -> !tried.contains(instance))
                .toList();
        while (!left.isEmpty()) {
            Instance next = left.size() == 1
                    ? left.get(0)
                    : turns.computeIfAbsent(server.name(), any -> new Turns()).next(left);
            if (breaker(server, next).tryAcquirePermission()) {
                return next;
            }
            left = left.stream().filter(instance -> !instance.equals(next)).toList();
        }
        throw open(server);
    }

    /** The same for a call that only one instance can take. */
    void enter(ServerSpec server, Instance instance) {
        if (!breaker(server, instance).tryAcquirePermission()) {
            throw open(server);
        }
    }

    CircuitBreaker breaker(ServerSpec server, Instance instance) {
        return watched(server, instance).breaker;
    }

    private Watched watched(ServerSpec server, Instance instance) {
        Place place = new Place(server.name(), instance.id());
        Watched known = breakers.get(place);
        return known != null
                ? known
                : breakers.computeIfAbsent(
                        place,
                        any -> new Watched(
                                CircuitBreaker.of(server.name() + "/" + instance.id(), config), new AtomicInteger()));
    }

    /**
     * What a probe saw. A server that takes connections and never answers is found out by this alone; one probe may be
     * lost on a busy machine, two in a row are not.
     */
    void probed(ServerSpec server, Instance instance, boolean answers) {
        Watched watched = watched(server, instance);
        int missed = answers ? 0 : watched.probesMissed.get() + 1;
        watched.probesMissed.set(missed);
        CircuitBreaker.State state = watched.breaker.getState();
        if (missed >= PROBES_MISSED && state == CircuitBreaker.State.CLOSED) {
            watched.breaker.transitionToOpenState();
        } else if (answers && state == CircuitBreaker.State.OPEN) {
            watched.breaker.transitionToHalfOpenState();
        }
    }

    private CallFailure open(ServerSpec server) {
        return CallFailure.retryable(
                Reason.UPSTREAM_UNAVAILABLE,
                "server '" + server.name() + "' cannot be reached and is left alone for a moment; try again later",
                settings.breakerRest());
    }

    private void forgetAllBut(Iterable<ServerSpec> servers) {
        Set<Place> named = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (ServerSpec server : servers) {
            names.add(server.name());
            server.instances().forEach(instance -> named.add(new Place(server.name(), instance.id())));
        }
        breakers.keySet().retainAll(named);
        turns.keySet().retainAll(names);
    }

    /**
     * Each in its turn, as often as its weight, and evenly rather than in runs: everybody gains their weight, the
     * richest goes and pays for all.
     */
    private static final class Turns {
        private Map<String, Long> credits = Map.of();

        synchronized Instance next(List<Instance> all) {
            Map<String, Long> gained = new HashMap<>();
            Instance richest = all.get(0);
            long most = Long.MIN_VALUE;
            long total = 0;
            for (Instance instance : all) {
                long credit = credits.getOrDefault(instance.id(), 0L) + instance.weight();
                gained.put(instance.id(), credit);
                total += instance.weight();
                if (credit > most) {
                    most = credit;
                    richest = instance;
                }
            }
            gained.put(richest.id(), most - total);
            credits = Map.copyOf(gained);
            return richest;
        }
    }
}
