package dev.mcpgateway.audit;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

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
                .filter(days -> !days.isEmpty())
                .flatMapMany(this::vouchedFor)
                .concatMap(this::drop)
                .then();
    }

    private Flux<ChainDay> vouchedFor(List<LocalDate> days) {
        List<ChainDay> ends = days.stream().map(ChainDay::new).toList();
        return verification
                .verify(Optional.empty(), List.of(), record -> ends.forEach(day -> day.see(record)))
                .flatMapMany(report -> {
                    if (report.intact()) {
                        return Flux.fromIterable(ends);
                    }
                    log.error("The audit log is not intact, so nothing of it is dropped; see /admin/audit/verify");
                    return Flux.empty();
                });
    }

    private Mono<Void> drop(ChainDay day) {
        return Flux.fromIterable(day.ends())
                .concatMap(sealer::seal)
                .then(database.inLongTransaction(connection -> Flux.from(connection
                                .createStatement(DROP)
                                .bind("$1", day.date())
                                .execute())
                        .concatMap(result -> result.map(row -> Boolean.TRUE.equals(row.get(0, Boolean.class))))))
                .doOnNext(dropped -> {
                    if (dropped) {
                        journal.write(AuditRecord.event(
                                Kind.RETENTION,
                                clock.instant(),
                                plans.current(),
                                "dropped the records of " + day.date()));
                    }
                })
                .then();
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
