package dev.mcpgateway.config;

import java.time.Duration;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/**
 * Looks at the operators' files once a second. File-system events would be quicker, but do not arrive for the swapped
 * symbolic links by which Kubernetes mounts a changed ConfigMap.
 */
@Component
final class PlanWatch implements SmartLifecycle {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Plans plans;
    private Disposable watching = Disposables.disposed();

    PlanWatch(Plans plans) {
        this.plans = plans;
    }

    @Override
    public void start() {
        watching = Flux.interval(EVERY, Schedulers.boundedElastic())
                .onBackpressureDrop()
                .subscribe(tick -> plans.refresh());
    }

    @Override
    public void stop() {
        watching.dispose();
    }

    @Override
    public boolean isRunning() {
        return !watching.isDisposed();
    }
}
