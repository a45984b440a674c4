package dev.mcpgateway.limit;

import java.time.Duration;
import java.util.List;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A gateway that stops gives back what it holds in advance, for of a day's quota it would be missing until midnight; and
 * the others need not leave it a share any more.
 */
@Component
final class Leaving implements SmartLifecycle {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final List<Buckets> buckets;
    private final RedisPulse pulse;
    private volatile boolean running;

    Leaving(List<Buckets> buckets, RedisPulse pulse) {
        this.buckets = buckets;
        this.pulse = pulse;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop(Runnable done) {
        running = false;
        Flux.fromIterable(buckets)
                .flatMap(Buckets::giveBack)
                .then(Mono.defer(pulse::leave))
                .timeout(PATIENCE, Mono.empty())
                .onErrorComplete()
                .doFinally(signal -> done.run())
                .subscribe();
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stops after the web server (a higher phase stops first), when no call spends any more. */
    @Override
    public int getPhase() {
        return 0;
    }
}
