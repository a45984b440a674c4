package dev.mcpgateway.audit;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

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
 * The way of one spool's records to the database, batch by batch, each linked to the one before. Two are on their way
 * at once, because one connection keeps only one of the database's processors busy; they arrive in their order. A batch
 * that fails is sent again until it arrives.
 */
final class Shipment {
    private static final Logger log = LoggerFactory.getLogger(Shipment.class);
    private static final Duration LAST_LOOKS = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int AT_ONCE = 2;
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
    private volatile Reached shipped;
    private volatile Reached read;
    private volatile int lastRead;
    private volatile long sealed;
    private volatile long oldestMicros = NOTHING_WAITS;
    private volatile Instant nextSeal;
    private volatile boolean isWhereWeLeftIt;
    private boolean isCramped;
    private Mono<Void> last = Mono.empty();

    private record Reached(Position position, ChainEnd chain) {}

    private record Load(Batch batch, Reached before, ChainEnd.Linked linked) {
        Reached after() {
            return new Reached(batch.end(), linked.end());
        }

        int count() {
            return batch.contents().size();
        }
    }

    Shipment(
            Spool spool, Keeper keeper, RecordTable table, Sealer sealer, AuditSettings settings, InstantSource clock) {
        this.spool = spool;
        this.keeper = keeper;
        this.table = table;
        this.sealer = sealer;
        this.settings = settings;
        this.clock = clock;
        this.orphans = new ArrayDeque<>(spool.orphans());
        this.shipped = new Reached(spool.position(), ChainEnd.noted(spool.id(), spool.note()));
        this.read = shipped;
        this.lastRead = settings.batch();
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
        return shipWhile(() -> !stopping || isLeft()).doOnTerminate(ended::tryEmitEmpty);
    }

    private Mono<Void> shipWhile(BooleanSupplier isMore) {
        return Mono.defer(this::pause)
                .then(keeper.run(this::read)
                        .doOnError(e -> log.error("Audit spool {} cannot be read now: {}", spool.id(), e.toString()))
                        .retryWhen(backoff(Duration.ofSeconds(1), Duration.ofSeconds(10))))
                .repeat(isMore)
                .flatMapSequential(this::ship, AT_ONCE)
                .then(Mono.defer(this::seal));
    }

    /** A full batch is followed by the next at once. */
    private Mono<Void> pause() {
        int found = lastRead;
        if (found == settings.batch() || (stopping && found > 0)) {
            return Mono.empty();
        }
        return stopping
                ? Mono.delay(LAST_LOOKS).then()
                : Mono.firstWithSignal(Mono.delay(settings.flush()).then(), stop.asMono());
    }

    void stop() {
        stopping = true;
        stop.tryEmitEmpty();
    }

    /** For the spool of a process that is gone: ships what it left, and removes it. */
    Mono<Void> untilEmpty() {
        return shipWhile(this::isLeft)
                .then(keeper.run(() -> {
                    keeper.leave(spool);
                    spool.delete();
                    log.info("Audit spool {} of an earlier process has been shipped", spool.id());
                    return true;
                }))
                .doOnTerminate(ended::tryEmitEmpty)
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

    /** If there is anything since the last seal; a seal that fails is made up for by the next. */
    private Mono<Void> seal() {
        ChainEnd end = shipped.chain();
        nextSeal = clock.instant().plus(settings.sealEvery());
        if (end.sequence() == sealed) {
            return Mono.empty();
        }
        return sealer.seal(end)
                .doOnSuccess(done -> sealed = end.sequence())
                .doOnError(e -> log.warn("Audit spool {} could not be sealed ({})", spool.id(), firstLine(e)))
                .onErrorComplete();
    }

    private Load read() throws IOException {
        closeOrphans();
        spool.force();
        Reached before = read;
        Batch batch = spool.read(before.position(), settings.batch(), BATCH_BYTES);
        Load load = new Load(batch, before, before.chain().link(batch.contents()));
        read = load.after();
        lastRead = load.count();
        if (oldestMicros == NOTHING_WAITS && load.count() > 0) {
            oldestMicros = load.linked().records().get(0).entry().endedMicros();
        }
        return load;
    }

    /** Their beginning says what they would be, had the process died; and so it did. */
    private void closeOrphans() {
        while (!orphans.isEmpty()) {
            Opened orphan = orphans.peek();
            Entry.of(orphan.content()).endedMicros(ColumnType.micros(clock.instant()));
            try {
                spool.close(orphan, orphan.content());
            } catch (IOException e) {
                // Later, when there is room again.
                if (!isCramped) {
                    log.error("The disk has no room to close {} calls of an earlier process: {}", orphans.size(), e);
                }
                isCramped = true;
                return;
            }
            isCramped = false;
            orphans.remove();
        }
    }

    /** One after the other is asked for; each is told when the one before it has arrived. */
    private Mono<Void> ship(Load load) {
        Mono<Void> arrivedBefore = last;
        Sinks.Empty<Void> arrived = Sinks.empty();
        last = arrived.asMono();
        return (load.after().equals(load.before())
                        ? arrivedBefore
                        : sent(load, arrivedBefore)
                                .then(keeper.run(() -> release(load))
                                        .doOnError(e -> log.error(
                                                "Audit spool {} cannot be released: {}", spool.id(), e.toString()))
                                        .retryWhen(backoff(Duration.ofSeconds(1), Duration.ofSeconds(10)))))
                .doOnTerminate(arrived::tryEmitEmpty)
                .then(Mono.defer(this::sealIfDue));
    }

    /** Beside the batch before it, if the chain is known to stand where that one leaves it; if not, after it. */
    private Mono<Void> sent(Load load, Mono<Void> arrivedBefore) {
        if (load.count() == 0) {
            return arrivedBefore;
        }
        Mono<Void> afterwards =
                arrivedBefore.then(attempt(() -> table.insert(load.before().chain(), load.linked()))
                        .retryWhen(backoff(Duration.ofMillis(200), Duration.ofSeconds(5))));
        Mono<Void> way = isWhereWeLeftIt
                ? attempt(() -> table.append(load.before().chain(), load.linked(), arrivedBefore))
                        .onErrorResume(e -> afterwards)
                : afterwards;
        return way.doOnSuccess(done -> isWhereWeLeftIt = true);
    }

    private Mono<Void> attempt(Supplier<Mono<Void>> insertion) {
        return table.ready()
                .then(Mono.defer(insertion).timeout(PATIENCE))
                .doOnError(e -> log.warn(
                        "{} audit records wait: the database does not take them ({})", spool.waiting(), firstLine(e)));
    }

    private boolean release(Load load) {
        Reached after = load.after();
        spool.release(after.position(), load.count(), after.chain().note());
        shipped = after;
        oldestMicros = spool.waiting() == 0 ? NOTHING_WAITS : after.chain().endedMicros();
        return true;
    }

    private Mono<Void> sealIfDue() {
        return clock.instant().isBefore(nextSeal) ? Mono.empty() : seal();
    }

    private static Retry backoff(Duration first, Duration longest) {
        return Retry.backoff(Long.MAX_VALUE, first).maxBackoff(longest);
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
