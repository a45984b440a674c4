package dev.mcpgateway.limit;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

import io.r2dbc.spi.Connection;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.mcpgateway.store.Database;

/**
 * What the quotas of the day have counted, written down behind the calls' backs, so that neither a restarted Redis nor a
 * restarted gateway begins the day again. Never on the way of a call, except once where Redis has lost a counter.
 */
@Component
final class QuotaBook implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(QuotaBook.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final int MOST = 100_000;
    private static final int DAYS_KEPT = 35;
    private static final String WRITE = """
            INSERT INTO work.quota_use (bucket, day, used)
            SELECT bucket, $3, used FROM unnest($1::text[], $2::bigint[]) AS t (bucket, used)
            ON CONFLICT (bucket) DO UPDATE SET used = greatest(quota_use.used, excluded.used), changed_at = now()
            """;

    private final Database database;
    private final InstantSource clock;
    private final ConcurrentMap<String, Long> unwritten = new ConcurrentHashMap<>();
    private final Disposable writing;

    /** The database did not say what it was asked: until the next writing nobody waits for it again. */
    private volatile boolean silent;

    QuotaBook(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.writing = database.isConfigured()
                ? database.ready()
                        .then(Mono.defer(this::forgetOldDays))
                        .thenMany(Flux.interval(EVERY)
                                .onBackpressureDrop()
                                .doOnNext(tick -> silent = false)
                                .concatMap(tick -> write()))
                        .subscribe()
                : () -> {};
    }

    /** What a bucket has counted today: 0 if nobody wrote it down, empty if the database does not say so in time. */
    Mono<Long> counted(String key) {
        if (!database.isConfigured()) {
            return Mono.just(0L);
        }
        if (silent) {
            return Mono.empty();
        }
        return database.with(connection -> Flux.from(connection
                                .createStatement("SELECT used FROM work.quota_use WHERE bucket = $1")
                                .bind("$1", key)
                                .execute())
                        .flatMap(result -> result.map((row, meta) -> row.get(0, Long.class)))
                        .next())
                .defaultIfEmpty(0L)
                .map(written -> Math.max(written, unwritten.getOrDefault(key, 0L)))
                .timeout(PATIENCE)
                .doOnError(e -> silent = true)
                .onErrorComplete();
    }

    void note(Charge charge, long counted) {
        if (charge.allowance().isQuota()
                && database.isConfigured()
                && (unwritten.size() < MOST || unwritten.containsKey(charge.key()))) {
            unwritten.merge(charge.key(), counted, Math::max);
        }
    }

    /** Begins the day of one bucket again. */
    Mono<Void> forget(String key) {
        unwritten.remove(key);
        return database.isConfigured()
                ? database.with(connection -> Flux.from(connection
                                        .createStatement("DELETE FROM work.quota_use WHERE bucket = $1")
                                        .bind("$1", key)
                                        .execute())
                                .flatMap(result -> result.getRowsUpdated())
                                .then(Mono.just(true)))
                        .then()
                : Mono.empty();
    }

    private Mono<Void> write() {
        if (unwritten.isEmpty()) {
            return Mono.empty();
        }
        Map<String, Long> batch = Map.copyOf(unwritten);
        List<String> buckets = new ArrayList<>(batch.keySet());
        Long[] used = buckets.stream().map(batch::get).toArray(Long[]::new);
        return database.with(connection -> Flux.from(connection
                                .createStatement(WRITE)
                                .bind("$1", buckets.toArray(String[]::new))
                                .bind("$2", used)
                                .bind("$3", today())
                                .execute())
                        .flatMap(result -> result.getRowsUpdated())
                        .then(Mono.just(true)))
                .timeout(Duration.ofSeconds(5))
                .doOnNext(written -> batch.forEach(unwritten::remove))
                .doOnError(e -> log.debug("Quotas are not written down now: {}", e.toString()))
                .onErrorComplete()
                .then();
    }

    private Mono<Void> forgetOldDays() {
        return database.with((Connection connection) -> Flux.from(connection
                                .createStatement("DELETE FROM work.quota_use WHERE day < $1")
                                .bind("$1", today().minusDays(DAYS_KEPT))
                                .execute())
                        .flatMap(result -> result.getRowsUpdated())
                        .then(Mono.just(true)))
                .onErrorComplete()
                .then();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    @Override
    public void destroy() {
        writing.dispose();
    }
}
