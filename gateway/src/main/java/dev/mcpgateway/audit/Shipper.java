package dev.mcpgateway.audit;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Brings records from the spool to the database, one batch after the other. A batch that fails is sent again until it
 * arrives; sending it twice is harmless. When the gateway stops, it ships what is left.
 */
@Component
final class Shipper implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Shipper.class);

    private final Spool spool;
    private final RecordTable table;
    private final AuditSettings settings;
    private Disposable shipping = Disposables.disposed();
    private volatile ChainEnd end = ChainEnd.beginning(UUID.randomUUID());
    private volatile boolean stopping;
    private Sinks.Empty<Void> stop = Sinks.empty();

    Shipper(Spool spool, RecordTable table, AuditSettings settings) {
        this.spool = spool;
        this.table = table;
        this.settings = settings;
    }

    @Override
    public void start() {
        stopping = false;
        stop = Sinks.empty();
        shipping = table.ready()
                .then(Mono.defer(this::shipAll))
                .then(Mono.defer(
                        () -> Mono.firstWithSignal(Mono.delay(settings.flush()).then(), stop.asMono())))
                .repeat(() -> !stopping || spool.depth() > 0)
                .subscribe();
    }

    /** Until the spool is empty. */
    private Mono<Void> shipAll() {
        return Mono.fromSupplier(() -> spool.next(settings.batch()))
                .filter(batch -> !batch.isEmpty())
                .flatMap(this::ship)
                .repeat(() -> spool.depth() >= settings.batch() || (stopping && spool.depth() > 0))
                .then();
    }

    private Mono<Integer> ship(List<ByteBuffer> batch) {
        ChainEnd before = end;
        ChainEnd.Linked linked = before.link(batch);
        return table.insert(before, linked)
                .doOnError(e -> log.warn(
                        "{} audit records wait: the database does not take them ({})", spool.depth(), firstLine(e)))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200)).maxBackoff(Duration.ofSeconds(5)))
                .then(Mono.fromSupplier(() -> {
                    end = linked.end();
                    spool.shipped();
                    return batch.size();
                }));
    }

    @Override
    public void stop(Runnable done) {
        stopping = true;
        stop.tryEmitEmpty();
        Mono.defer(() -> spool.depth() == 0 ? Mono.just(0) : Mono.<Integer>empty())
                .repeatWhenEmpty(Integer.MAX_VALUE, tries -> tries.delayElements(Duration.ofMillis(20)))
                .timeout(settings.lastChance(), Mono.just(0), Schedulers.parallel())
                .doOnNext(ignored -> leave())
                .subscribe(ignored -> done.run());
    }

    private void leave() {
        shipping.dispose();
        if (spool.depth() > 0) {
            log.error("Stopped with {} audit records that the database did not take", spool.depth());
        }
    }

    @Override
    public void stop() {
        leave();
    }

    @Override
    public boolean isRunning() {
        return !shipping.isDisposed();
    }

    /** Stops after the web server (a higher phase stops first), so that the last calls are in the spool. */
    @Override
    public int getPhase() {
        return 0;
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
