package dev.mcpgateway.health;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.mcpgateway.health.Condition.State;
import dev.mcpgateway.meter.Meters;
import dev.mcpgateway.meter.Metric;

/** Looks at every dependency in turn, and knows what it saw last. */
@Component
public final class Health implements SmartLifecycle {
    private static final int AT_A_TIME = 8;

    private final List<Dependencies> rooms;
    private final HealthSettings settings;
    private final Meters meters;
    private volatile Map<String, Seen> seen = Map.of();
    private volatile boolean isLookedAt;
    private volatile boolean isStopping;
    private Disposable looking = Disposables.disposed();

    Health(List<Dependencies> rooms, HealthSettings settings, Meters meters) {
        this.rooms = rooms;
        this.settings = settings;
        this.meters = meters;
    }

    private record Seen(String name, boolean isVital, Condition condition, long nanos) {
        boolean preventsCalls() {
            return isVital && condition.state() == State.DOWN;
        }
    }

    /** How one dependency was when it was last looked at. */
    public record View(String state, String says, double latencyMs) {}

    /** How everything is. {@code degraded} is not dead: calls go on. {@code down}: none can be served. */
    public record Report(String status, Map<String, View> dependencies) {}

    public Report report() {
        Map<String, View> views = new TreeMap<>();
        for (Seen each : seen.values()) {
            double millis = Math.round(each.nanos / 1e5) / 10.0;
            views.put(each.name, new View(each.condition.state().word(), each.condition.says(), millis));
        }
        return new Report(status(), views);
    }

    /** The overall word. */
    public String status() {
        if (seen.values().stream().anyMatch(Seen::preventsCalls)) {
            return State.DOWN.word();
        }
        return seen.values().stream().allMatch(each -> each.condition.state().isWell())
                ? State.UP.word()
                : State.DEGRADED.word();
    }

    /** Whether to send calls here: everything was looked at, nothing vital is down, and this gateway is not leaving. */
    public boolean isReady() {
        return isLookedAt && !isStopping && !State.DOWN.word().equals(status());
    }

    @Override
    public void start() {
        isStopping = false;
        looking = Mono.defer(this::round)
                .then(Mono.delay(settings.every()))
                .repeat()
                .subscribe();
    }

    private Mono<Void> round() {
        return Flux.fromStream(() -> rooms.stream().flatMap(room -> room.now().stream()))
                .flatMap(this::look, AT_A_TIME)
                .collectMap(Seen::name)
                .doOnNext(this::keep)
                .then();
    }

    private Mono<Seen> look(Dependency dependency) {
        long began = System.nanoTime();
        return Mono.defer(dependency.look())
                .timeout(
                        settings.patience(),
                        Mono.fromSupplier(() -> Condition.down(
                                "No answer within " + settings.patience().toMillis() + " ms.")))
                .onErrorResume(e -> Mono.just(Condition.down("Cannot be asked: " + e)))
                .map(condition ->
                        new Seen(dependency.name(), dependency.isVital(), condition, System.nanoTime() - began));
    }

    private void keep(Map<String, Seen> now) {
        Map<String, Seen> before = seen;
        seen = now;
        isLookedAt = true;
        Stream.concat(before.keySet().stream(), now.keySet().stream())
                .distinct()
                .forEach(name -> {
                    if (!now.containsKey(name)) {
                        meters.forget(Metric.DEPENDENCY_UP, name);
                    } else if (!before.containsKey(name)) {
                        meters.gauge(Metric.DEPENDENCY_UP, () -> level(name), name);
                    }
                });
    }

    private double level(String name) {
        Seen last = seen.get(name);
        return last == null ? Double.NaN : last.condition.state().level();
    }

    /** Before the web server stops (a higher phase stops first), so that balancers send calls elsewhere in time. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void stop() {
        isStopping = true;
        looking.dispose();
    }

    @Override
    public boolean isRunning() {
        return !looking.isDisposed();
    }
}
