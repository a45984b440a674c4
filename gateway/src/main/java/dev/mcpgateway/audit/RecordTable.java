package dev.mcpgateway.audit;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import io.r2dbc.spi.Wrapped;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.mcpgateway.audit.Columns.Column;
import dev.mcpgateway.store.Database;

/**
 * The table {@code audit.record}, as a shipper fills it. A batch and the place its chain has reached are written in one
 * transaction, so a batch that may or may not have arrived can be sent again: what is there is not written twice.
 * Nobody sees a batch before the one it follows.
 */
class RecordTable {
    private static final Logger log = LoggerFactory.getLogger(RecordTable.class);
    private static final long MICROS_OF_DAY = Duration.ofDays(1).toNanos() / 1_000;
    private static final long NONE = -1;

    private static final String ENSURE_DAY = "SELECT audit.ensure_day(to_timestamp($1))";
    private static final String REACHED = "SELECT sequence, hash FROM audit.spool WHERE spool = $1 FOR UPDATE";
    private static final String HASH = """
            SELECT hash FROM audit.record WHERE ended = $1 AND spool = $2 AND sequence = $3 LIMIT 1
            """;
    private static final String REACH = """
            INSERT INTO audit.spool AS s (spool, gateway, sequence, hash) VALUES ($1, $2, $3, $4)
            ON CONFLICT (spool) DO UPDATE
            SET gateway = excluded.gateway, sequence = excluded.sequence, hash = excluded.hash, shipped_at = now()
            """;
    private static final String GO_ON = """
            UPDATE audit.spool SET gateway = $2, sequence = $3, hash = $4, shipped_at = now()
            WHERE spool = $1 AND sequence = $5 AND hash = $6
            """;

    private final Database database;
    private final CopyRows copies;
    private final String gateway;
    private volatile long lastDay = NONE;

    RecordTable(Database database, List<Column> columns, String gateway) {
        this.database = database;
        this.copies = new CopyRows(columns);
        this.gateway = gateway;
    }

    Mono<Void> ready() {
        return database.ready();
    }

    /** Writes those of {@code linked} that are not there yet, all or none. */
    Mono<Void> insert(ChainEnd before, ChainEnd.Linked linked) {
        return ensureDays(linked.records())
                .then(database.inTransaction(
                        connection -> reached(connection, linked.end().spool())
                                .defaultIfEmpty(ChainEnd.beginning(linked.end().spool()))
                                .flatMap(there -> insert(connection, before, there, linked))))
                .doOnError(this::forgetDays);
    }

    private Mono<Void> insert(Connection connection, ChainEnd before, ChainEnd there, ChainEnd.Linked linked) {
        List<Chained> rows = missing(before, there, linked.records());
        return rows.isEmpty()
                ? compare(connection, there, linked)
                : copy(connection, rows).then(Mono.defer(() -> reach(connection, linked.end())));
    }

    /** All of them are there, it seems, and more: so the spool is older than the database, or a copy of one that is. */
    private static Mono<Void> compare(Connection connection, ChainEnd there, ChainEnd.Linked linked) {
        ChainEnd ours = linked.end();
        if (there.sequence() == ours.sequence()) {
            return Mono.empty();
        }
        return hash(connection, ours)
                .filter(ours.hash()::equals)
                .hasElement()
                .filter(isThere -> !isThere)
                .doOnNext(missing -> log.error(
                        "Audit spool {} is not the one that was shipped, but a copy of before: of its {} records up to"
                                + " {} those that are new are not kept, since others have their numbers up to {}",
                        ours.spool(),
                        linked.records().size(),
                        ours.sequence(),
                        there.sequence()))
                .then();
    }

    /**
     * Writes all of {@code linked}, none of which is there: on its way while the batch before it still is, and visible
     * once that has arrived. Fails, and writes nothing, where the chain does not end with that batch.
     */
    Mono<Void> append(ChainEnd before, ChainEnd.Linked linked, Mono<Void> arrivedBefore) {
        return ensureDays(linked.records())
                .then(database.inTransaction(connection -> copy(connection, linked.records())
                        .then(arrivedBefore)
                        .then(Mono.defer(() -> goOn(connection, before, linked.end())))))
                .doOnError(this::forgetDays);
    }

    /** A day may be gone again: a database that was restored may not have it, and retention may have dropped it. */
    private void forgetDays(Throwable e) {
        lastDay = NONE;
    }

    private Mono<Void> copy(Connection connection, List<Chained> rows) {
        return copies.records(postgres(connection), rows)
                .then(Mono.defer(() -> copies.payloads(postgres(connection), rows)));
    }

    private static Mono<ChainEnd> reached(Connection connection, UUID spool) {
        return Flux.from(connection.createStatement(REACHED).bind("$1", spool).execute())
                .concatMap(result -> result.map((row, meta) -> new ChainEnd(
                        spool,
                        Objects.requireNonNull(row.get("sequence", Long.class)),
                        (Hash) Objects.requireNonNull(ColumnType.HASH.read(row, 1)),
                        0)))
                .singleOrEmpty();
    }

    private static Mono<Hash> hash(Connection connection, ChainEnd at) {
        return Flux.from(connection
                        .createStatement(HASH)
                        .bind("$1", ColumnType.instant(at.endedMicros()))
                        .bind("$2", at.spool())
                        .bind("$3", at.sequence())
                        .execute())
                .concatMap(result ->
                        result.map((row, meta) -> (Hash) Objects.requireNonNull(ColumnType.HASH.read(row, 0))))
                .singleOrEmpty();
    }

    private static List<Chained> missing(ChainEnd before, ChainEnd there, List<Chained> records) {
        if (there.sequence() < before.sequence()) {
            log.error(
                    "The database has lost records {} to {} of audit spool {}, which had arrived",
                    there.sequence() + 1,
                    before.sequence(),
                    before.spool());
        }
        Hash ours = before.hash();
        int next = 0;
        while (next < records.size() && records.get(next).sequence() <= there.sequence()) {
            ours = records.get(next).hash();
            next++;
        }
        boolean isComparable = there.sequence() == before.sequence() + next;
        if (isComparable && !ours.equals(there.hash())) {
            log.error(
                    "Record {} of audit spool {} is not what was shipped; ask /admin/audit/verify",
                    there.sequence(),
                    there.spool());
        }
        return records.subList(next, records.size());
    }

    /**
     * A day's partition must exist before its first record; asked only when a batch reaches a new day. Not in that
     * batch's transaction, or the next batch would not see the day.
     */
    private Mono<Void> ensureDays(List<Chained> rows) {
        List<Long> days = rows.stream()
                .map(row -> Math.floorDiv(row.entry().endedMicros(), MICROS_OF_DAY))
                .distinct()
                .filter(day -> day != lastDay)
                .toList();
        return Flux.fromIterable(days)
                .concatMap(day -> database.with(connection ->
                                run(connection.createStatement(ENSURE_DAY).bind("$1", (double)
                                        Duration.ofDays(day).toSeconds())))
                        .doOnSuccess(done -> lastDay = day))
                .then();
    }

    private Mono<Void> reach(Connection connection, ChainEnd end) {
        return run(bound(connection.createStatement(REACH), end)).then();
    }

    private Mono<Void> goOn(Connection connection, ChainEnd before, ChainEnd end) {
        return run(bound(connection.createStatement(GO_ON), end)
                        .bind("$5", before.sequence())
                        .bind("$6", before.hash().bytes()))
                .filter(changed -> changed == 1)
                .switchIfEmpty(Mono.error(() -> new IllegalStateException(
                        "the chain does not end with record " + before.sequence() + " there")))
                .then();
    }

    private Statement bound(Statement statement, ChainEnd end) {
        return statement
                .bind("$1", end.spool())
                .bind("$2", gateway)
                .bind("$3", end.sequence())
                .bind("$4", end.hash().bytes());
    }

    /** COPY is Postgres' own: past the pool's cover. */
    static PostgresqlConnection postgres(Connection connection) {
        return Objects.requireNonNull(((Wrapped<?>) connection).unwrap(PostgresqlConnection.class));
    }

    /** How many rows it changed. */
    private static Mono<Long> run(Statement statement) {
        return Flux.from(statement.execute()).concatMap(Result::getRowsUpdated).reduce(0L, Long::sum);
    }
}
