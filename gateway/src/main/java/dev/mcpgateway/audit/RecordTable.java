package dev.mcpgateway.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.mcpgateway.call.Caller;
import dev.mcpgateway.store.Database;

/**
 * The table {@code audit.record}. One statement per batch, each column as one array: thirty times the rate of a
 * statement per row.
 */
@Component
class RecordTable {
    /** In the order of the statement's parameters. */
    private static final List<Column<?>> COLUMNS = List.of(
            new Column<>("id", "uuid", UUID[]::new, AuditRecord::id),
            new Column<>(
                    "received", "bigint", Long[]::new, r -> micros(r.origin().received())),
            new Column<>("duration_us", "bigint", Long[]::new, r -> r.took().toNanos() / 1_000),
            new Column<>("request_id", "text", String[]::new, r -> r.origin().requestId()),
            new Column<>("address", "text", String[]::new, r -> r.origin().address()),
            new Column<>("path", "text", String[]::new, r -> r.origin().path()),
            new Column<>("issuer", "text", String[]::new, r -> caller(r, Caller::issuer)),
            new Column<>("user_id", "text", String[]::new, r -> caller(r, Caller::subject)),
            new Column<>("tenant", "text", String[]::new, r -> caller(r, Caller::tenant)),
            new Column<>("roles", "text", String[]::new, r -> caller(r, c -> String.join(",", c.roles()))),
            new Column<>("client", "text", String[]::new, r -> orNull(r.client())),
            new Column<>("server", "text", String[]::new, r -> orNull(r.server())),
            new Column<>("method", "text", String[]::new, r -> orNull(r.method())),
            new Column<>("tool_name", "text", String[]::new, r -> orNull(r.name())),
            new Column<>("rpc_id", "text", String[]::new, r -> orNull(r.rpcId())),
            new Column<>("protocol", "text", String[]::new, r -> orNull(r.version())),
            new Column<>("plan", "text", String[]::new, r -> orNull(r.plan())),
            new Column<>("rule", "text", String[]::new, r -> orNull(r.rule())),
            new Column<>("outcome", "text", String[]::new, r -> r.outcome().word()),
            new Column<>(
                    "reason",
                    "text",
                    String[]::new,
                    r -> orNull(r.failure().map(f -> f.reason().word()))),
            new Column<>("status", "integer", Integer[]::new, AuditRecord::status),
            new Column<>("bytes_in", "bigint", Long[]::new, AuditRecord::bytesIn),
            new Column<>("bytes_out", "bigint", Long[]::new, AuditRecord::bytesOut));

    private static final String INSERT = insert();
    private static final String ENSURE_DAY = "SELECT audit.ensure_day(to_timestamp($1))";

    private final Database database;
    private final AuditSettings settings;
    private Instant lastDay = Instant.EPOCH;

    RecordTable(Database database, AuditSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    Mono<Void> ready() {
        return database.ready();
    }

    /** Inserts all of them or none; those that are there already stay as they are. */
    Mono<Void> insert(List<AuditRecord> batch) {
        return database.inTransaction(connection -> ensureDays(connection, batch)
                        .then(Mono.defer(() -> Mono.from(bind(connection.createStatement(INSERT), batch)
                                        .execute()))
                                .flatMap(result -> Mono.from(result.getRowsUpdated()))))
                .then();
    }

    /** A day's partition must exist before its first record; asked only when a batch reaches a new day. */
    private Mono<Void> ensureDays(Connection connection, List<AuditRecord> batch) {
        List<Instant> days = batch.stream()
                .map(record -> record.origin().received().truncatedTo(ChronoUnit.DAYS))
                .distinct()
                .filter(day -> !day.equals(lastDay))
                .toList();
        return Flux.fromIterable(days)
                .concatMap(day -> Flux.from(connection
                                .createStatement(ENSURE_DAY)
                                .bind("$1", (double) day.getEpochSecond())
                                .execute())
                        .concatMap(Result::getRowsUpdated)
                        .doOnComplete(() -> lastDay = day))
                .then();
    }

    private Statement bind(Statement statement, List<AuditRecord> batch) {
        for (int i = 0; i < COLUMNS.size(); i++) {
            statement.bind(i, COLUMNS.get(i).values(batch));
        }
        return statement.bind(COLUMNS.size(), settings.gateway());
    }

    private static String insert() {
        StringBuilder arrays = new StringBuilder();
        StringBuilder names = new StringBuilder();
        StringBuilder values = new StringBuilder();
        for (int i = 0; i < COLUMNS.size(); i++) {
            Column<?> column = COLUMNS.get(i);
            String comma = i == 0 ? "" : ", ";
            names.append(comma).append(column.name);
            arrays.append(comma)
                    .append('$')
                    .append(i + 1)
                    .append("::")
                    .append(column.type)
                    .append("[]");
            values.append(comma).append(column.value());
        }
        return "INSERT INTO audit.record (" + names + ", gateway) SELECT " + values + ", $" + (COLUMNS.size() + 1)
                + " FROM unnest(" + arrays + ") AS r (" + names + ") ON CONFLICT DO NOTHING";
    }

    private record Column<T>(
            String name, String type, IntFunction<@Nullable T[]> array, Function<AuditRecord, @Nullable T> read) {

        Object values(List<AuditRecord> batch) {
            @Nullable T[] values = array.apply(batch.size());
            for (int i = 0; i < values.length; i++) {
                values[i] = read.apply(batch.get(i));
            }
            return values;
        }

        /** Arrays of arrays do not survive {@code unnest}, and microseconds not the way through a double. */
        String value() {
            return switch (name) {
                case "received" -> "timestamptz 'epoch' + r.received * interval '1 microsecond'";
                case "roles" -> "string_to_array(r.roles, ',')";
                default -> "r." + name;
            };
        }
    }

    private static @Nullable String caller(AuditRecord record, Function<Caller, String> part) {
        return record.caller().map(part).orElse(null);
    }

    private static @Nullable String orNull(Optional<String> value) {
        return value.orElse(null);
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
