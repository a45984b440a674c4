package dev.mcpgateway.audit;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

import dev.mcpgateway.spool.Position;
import dev.mcpgateway.spool.Spool;
import dev.mcpgateway.spool.Spool.Batch;
import dev.mcpgateway.spool.Spool.Opened;

/**
 * The way of one spool's records to the database, one batch after the other, each linked to the one before. A batch
 * that fails is sent again until it arrives.
 */
final class Shipment {
    private static final Logger log = LoggerFactory.getLogger(Shipment.class);
    private static final Duration LAST_LOOKS = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long NOTHING_WAITS = Long.MAX_VALUE;
    private static final int BATCH_BYTES = 8 * 1024 * 1024;

    private final Spool spool;
    private final Keeper keeper;
    private final RecordTable table;
    private final Sealer sealer;
    private final AuditSettings settings;
    private final InstantSource clock;
    private final Deque<Opened> orphans;
    private final Sinks.Empty<Void> stop = Sinks.empty();
    private final Sinks.Empty<Void> ended = Sinks.empty();
    private volatile boolean stopping;
    private volatile ChainEnd chain;
    private volatile Position position;
    private volatile long sealed;
    private volatile long oldestMicros = NOTHING_WAITS;
    private volatile Instant nextSeal;

    Shipment(
            Spool spool, Keeper keeper, RecordTable table, Sealer sealer, AuditSettings settings, InstantSource clock) {
        this.spool = spool;
        this.keeper = keeper;
        this.table = table;
        this.sealer = sealer;
        this.settings = settings;
        this.clock = clock;
        this.orphans = new ArrayDeque<>(spool.orphans());
        this.chain = ChainEnd.noted(spool.id(), spool.note());
        this.position = spool.position();
        this.nextSeal = clock.instant().plus(settings.sealEvery());
    }

    Spool spool() {
        return spool;
    }

    /** When the oldest record ended that is not in the database yet; what came within the last look counts as now. */
    Instant oldest() {
        long micros = oldestMicros;
        return micros == NOTHING_WAITS ? clock.instant() : ColumnType.instant(micros);
    }

    /** Ships whatever comes, and after the stop what is left. */
    Mono<Void> untilStopped() {
        return Mono.defer(this::shipNext)
                .flatMap(this::pause)
                .repeat(() -> !stopping || isLeft())
                .then()
                .then(Mono.defer(this::seal))
                .doOnSuccess(done -> ended.tryEmitEmpty());
    }

    /** A full batch is followed by the next at once. */
    private Mono<Long> pause(int shipped) {
        if (shipped == settings.batch() || (stopping && shipped > 0)) {
            return Mono.just(0L);
        }
        return stopping
                ? Mono.delay(LAST_LOOKS)
                : Mono.firstWithSignal(
                        Mono.delay(settings.flush()), stop.asMono().thenReturn(0L));
    }

    void stop() {
        stopping = true;
        stop.tryEmitEmpty();
    }

    /** For the spool of a process that is gone: ships what it left, and removes it. */
    Mono<Void> untilEmpty() {
        return Mono.defer(this::shipNext)
                .flatMap(this::pause)
                .repeat(this::isLeft)
                .then()
                .then(Mono.defer(this::seal))
                .then(keeper.run(() -> {
                    keeper.leave(spool);
                    spool.delete();
                    log.info("Audit spool {} of an earlier process has been shipped", spool.id());
                    return true;
                }))
                .doOnSuccess(done -> ended.tryEmitEmpty())
                .then();
    }

    /** Completes when there is nothing left to do. */
    Mono<Void> ended() {
        return ended.asMono();
    }

    /** On the keeper's thread, at the very end. */
    void leave() throws IOException {
        keeper.leave(spool);
        spool.close();
        if (isLeft()) {
            log.warn("{} audit records stay in spool {} until the next start", spool.waiting(), spool.id());
        }
    }

    private boolean isLeft() {
        return !orphans.isEmpty() || spool.waiting() > 0;
    }

    private Mono<Integer> shipNext() {
        return keeper.run(this::read)
                .flatMap(this::ship)
                .flatMap(
                        shipped -> clock.instant().isBefore(nextSeal) ? Mono.just(shipped) : seal().thenReturn(shipped))
                .doOnError(e -> log.error("Audit spool {} cannot be shipped now: {}", spool.id(), e.toString()))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofSeconds(1)).maxBackoff(Duration.ofSeconds(10)));
    }

    /** If there is anything since the last seal; a seal that fails is made up for by the next. */
    private Mono<Void> seal() {
        ChainEnd end = chain;
        nextSeal = clock.instant().plus(settings.sealEvery());
        if (end.sequence() == sealed) {
            return Mono.empty();
        }
        return sealer.seal(end)
                .doOnSuccess(done -> sealed = end.sequence())
                .doOnError(e -> log.warn("Audit spool {} could not be sealed ({})", spool.id(), firstLine(e)))
                .onErrorComplete();
    }

    private Batch read() throws IOException {
        closeOrphans();
        spool.force();
        return spool.read(position, settings.batch(), BATCH_BYTES);
    }

    /** Their beginning says what they would be, had the process died; and so it did. */
    private void closeOrphans() {
        while (!orphans.isEmpty()) {
            Opened orphan = orphans.peek();
            Entry.of(orphan.content()).endedMicros(ColumnType.micros(clock.instant()));
            if (!spool.close(orphan.ticket(), orphan.content())) {
                // Later, when there is room again.
                return;
            }
            orphans.remove();
        }
    }

    private Mono<Integer> ship(Batch batch) {
        int count = batch.contents().size();
        if (count == 0) {
            return batch.end().equals(position) ? Mono.just(0) : released(batch, chain);
        }
        ChainEnd before = chain;
        ChainEnd.Linked linked = before.link(batch.contents());
        oldestMicros = linked.records().get(0).entry().endedMicros();
        return table.ready()
                .then(Mono.defer(() -> table.insert(before, linked)).timeout(PATIENCE))
                .doOnError(e -> log.warn(
                        "{} audit records wait: the database does not take them ({})", spool.waiting(), firstLine(e)))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200)).maxBackoff(Duration.ofSeconds(5)))
                .then(Mono.defer(() -> released(batch, linked.end())));
    }

    private Mono<Integer> released(Batch batch, ChainEnd end) {
        return keeper.run(() -> {
            spool.release(batch.end(), batch.contents().size(), end.note());
            position = batch.end();
            chain = end;
            oldestMicros = NOTHING_WAITS;
            return batch.contents().size();
        });
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
