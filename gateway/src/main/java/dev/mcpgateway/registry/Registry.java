package dev.mcpgateway.registry;

import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

import dev.mcpgateway.config.Plan;
import dev.mcpgateway.config.Plans;
import dev.mcpgateway.store.Database;

/** Keeps the tables up to the current plan. A plan that comes while another is written is written after it. */
@Component
public final class Registry implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Registry.class);

    private final Plans plans;
    private final Database database;
    private final RegistryTables tables;
    private Disposable keeping = Disposables.disposed();

    Registry(Plans plans, Database database, RegistryTables tables) {
        this.plans = plans;
        this.database = database;
        this.tables = tables;
    }

    /** Every tool there is or was, in the order of server and name. */
    public Flux<RegisteredTool> tools() {
        return tables.tools();
    }

    public boolean isKept() {
        return database.isConfigured();
    }

    @Override
    public void start() {
        Sinks.Many<Plan> changes = Sinks.many().replay().latest();
        plans.watch(plan -> changes.emitNext(plan, Sinks.EmitFailureHandler.busyLooping(Duration.ofSeconds(1))));
        keeping = database.ready()
                .thenMany(changes.asFlux().onBackpressureLatest().concatMap(this::keep, 1))
                .subscribe();
    }

    private Mono<Void> keep(Plan plan) {
        return tables.keep(plan)
                .doOnSuccess(done -> log.info("The registry stands at plan {} ({})", plan.version(), plan.digest()))
                .doOnError(
                        e -> log.warn("The registry cannot be brought to plan {}: {}", plan.version(), e.getMessage()))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(500)).maxBackoff(Duration.ofSeconds(10)));
    }

    @Override
    public void stop() {
        keeping.dispose();
    }

    @Override
    public boolean isRunning() {
        return !keeping.isDisposed();
    }
}
