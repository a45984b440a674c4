package dev.mcpgateway.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import dev.mcpgateway.meter.Meters;
import dev.mcpgateway.meter.Metric;
import dev.mcpgateway.spool.Spool;

/**
 * Brings records from the spools to the database: this process's own for as long as it runs, those of dead processes
 * until they are empty. When the gateway stops, it ships what is left; what is left even then, the next start ships.
 */
@Component
final class Shipper implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Shipper.class);

    private final Spools spools;
    private final Keeper keeper;
    private final RecordTable table;
    private final Sealer sealer;
    private final AuditSettings settings;
    private final InstantSource clock;
    private volatile List<Shipment> shipments = List.of();
    private Disposable shipping = Disposables.disposed();
    private volatile boolean running;

    Shipper(
            Spools spools,
            Keeper keeper,
            RecordTable table,
            Sealer sealer,
            AuditSettings settings,
            Meters meters,
            InstantSource clock) {
        meters.gauge(Metric.AUDIT_OLDEST_SECONDS, this::ageSeconds);
        this.spools = spools;
        this.keeper = keeper;
        this.table = table;
        this.sealer = sealer;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void start() {
        running = true;
        keeper.start();
        sealer.introduce();
        shipments = spools.all().stream()
                .map(spool -> new Shipment(spool, keeper, table, sealer, settings, clock))
                .toList();
        Optional<Spool> own = spools.own();
        shipping = Flux.fromIterable(shipments)
                .flatMap(shipment -> alone(
                        shipment,
                        own.filter(shipment.spool()::equals).isPresent()
                                ? shipment.untilStopped()
                                : shipment.untilEmpty()))
                .subscribe();
    }

    /** What befalls one shipment ends no other. */
    private static Mono<Void> alone(Shipment shipment, Mono<Void> shipping) {
        return shipping.onErrorResume(e -> {
            log.error(
                    "Audit spool {} is left alone until the next start: {}",
                    shipment.spool().id(),
                    e.toString());
            return Mono.empty();
        });
    }

    @Override
    public void stop(Runnable done) {
        running = false;
        shipments.forEach(Shipment::stop);
        Flux.fromIterable(shipments)
                .flatMap(Shipment::ended)
                .then()
                .timeout(settings.lastChance(), Mono.empty(), Schedulers.parallel())
                .then(Mono.defer(this::leave))
                .doFinally(signal -> done.run())
                .subscribe();
    }

    private double ageSeconds() {
        Instant now = clock.instant();
        Instant oldest = shipments.stream()
                .map(Shipment::oldest)
                .min(Comparator.naturalOrder())
                .orElse(now);
        return Math.max(0, Duration.between(oldest, now).toMillis() / 1_000.0);
    }

    private Mono<Void> leave() {
        shipping.dispose();
        return keeper.run(() -> {
                    for (Shipment shipment : shipments) {
                        shipment.leave();
                    }
                    return true;
                })
                .timeout(Duration.ofSeconds(10))
                .doOnError(e -> log.error(
                        "The audit spool was not closed in order ({}); the next start mends it", e.toString()))
                .onErrorComplete()
                .doFinally(signal -> keeper.stop())
                .then();
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stops after the web server (a higher phase stops first), so that the last calls are in the spool. */
    @Override
    public int getPhase() {
        return 0;
    }
}
