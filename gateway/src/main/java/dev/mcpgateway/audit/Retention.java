package dev.mcpgateway.audit;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import io.r2dbc.spi.Readable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.mcpgateway.audit.AuditRecord.Kind;
import dev.mcpgateway.config.Plans;
import dev.mcpgateway.store.Database;

/**
 * Forgets days that are old enough. A day goes as a whole, and only after its chains were checked from its first record
 * on and sealed at its last: what remains is a chain that begins after a seal.
 */
@Component
final class Retention implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Retention.class);
    private static final Duration EVERY = Duration.ofHours(1);

    // Old by both clocks: what one gateway's clock says wrongly would be gone for all.
    private static final String OLD_DAYS = """
            SELECT to_date(right(c.relname, 8), 'YYYYMMDD') AS day
            FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = 'audit.record'::regclass
            AND c.relname < 'day_' || to_char(least($1::date, (now() AT TIME ZONE 'UTC')::date - $2::integer), 'YYYYMMDD')
            ORDER BY day
            """;
    private static final String LAST_OF_DAY = """
            SELECT s.spool, last.sequence, last.hash FROM audit.spool s CROSS JOIN LATERAL (
                SELECT r.sequence, r.hash FROM audit.record r
                WHERE r.spool = s.spool
                AND r.ended >= $1::timestamp AT TIME ZONE 'UTC' AND r.ended < ($1::timestamp + '1 day') AT TIME ZONE 'UTC'
                ORDER BY r.sequence DESC LIMIT 1) AS last
            """;
    private static final String DROP = "SELECT audit.drop_day($1)";

    private final Database database;
    private final Verification verification;
    private final Sealer sealer;
    private final Journal journal;
    private final Plans plans;
    private final AuditSettings settings;
    private final InstantSource clock;
    private Disposable running = Disposables.disposed();

    Retention(
            Database database,
            Verification verification,
            Sealer sealer,
            Journal journal,
            Plans plans,
            AuditSettings settings,
            InstantSource clock) {
        this.database = database;
        this.verification = verification;
        this.sealer = sealer;
        this.journal = journal;
        this.plans = plans;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void start() {
        if (settings.retentionDays() == 0 || !database.isConfigured()) {
            return;
        }
        running = database.ready()
                .thenMany(Flux.interval(Duration.ZERO, EVERY).onBackpressureDrop())
                .concatMap(tick -> forget().onErrorResume(e -> {
                    log.warn("Old audit records could not be dropped: {}", e.toString());
                    return Mono.empty();
                }))
                .subscribe();
    }

    /** Every day that is old enough, the oldest first; a day that cannot be vouched for stays, and so do those after. */
    Mono<Void> forget() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate keepFrom = today.minusDays(settings.retentionDays());
        return database.stream(connection -> Flux.from(connection
                                .createStatement(OLD_DAYS)
                                .bind("$1", keepFrom)
                                .bind("$2", settings.retentionDays())
                                .execute())
                        .concatMap(
                                result -> result.map(row -> Objects.requireNonNull(row.get("day", LocalDate.class)))))
                .collectList()
                .flatMapMany(days -> days.isEmpty() ? Flux.empty() : vouchedFor(Flux.fromIterable(days)))
                .concatMap(this::drop)
                .then();
    }

    private Flux<LocalDate> vouchedFor(Flux<LocalDate> days) {
        return verification.verify(Optional.empty(), java.util.List.of()).flatMapMany(report -> {
            if (report.intact()) {
                return days;
            }
            log.error("The audit log is not intact, so nothing of it is dropped; see /admin/audit/verify");
            return Flux.empty();
        });
    }

    private Mono<Void> drop(LocalDate day) {
        return database.stream(connection -> Flux.from(connection
                                .createStatement(LAST_OF_DAY)
                                .bind("$1", day.atStartOfDay())
                                .execute())
                        .concatMap(result -> result.map(Retention::end)))
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(sealer::seal)
                .then(database.with(connection -> Flux.from(
                                connection.createStatement(DROP).bind("$1", day).execute())
                        .concatMap(result -> result.map(row -> Boolean.TRUE.equals(row.get(0, Boolean.class))))))
                .doOnNext(dropped -> {
                    if (dropped) {
                        journal.write(AuditRecord.event(
                                Kind.RETENTION, clock.instant(), plans.current(), "dropped the records of " + day));
                    }
                })
                .then();
    }

    private static ChainEnd end(Readable row) {
        return new ChainEnd(
                Objects.requireNonNull(row.get("spool", UUID.class)),
                Objects.requireNonNull(row.get("sequence", Long.class)),
                (Hash) Objects.requireNonNull(ColumnType.HASH.read(row, 2)),
                0);
    }

    @Override
    public void stop() {
        running.dispose();
    }

    @Override
    public boolean isRunning() {
        return !running.isDisposed();
    }
}
