package dev.mcpgateway.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.mcpgateway.audit.Columns.Column;
import dev.mcpgateway.store.Database;

/**
 * The table {@code audit.record}, read as chains. Within a chain {@code ended} never goes back, so one pass in the order
 * of time shows every chain in its own. Rows come as they are asked for, a thousand at a time.
 */
class ChainTable {
    private static final int FETCH = 1_000;

    private static final String REACHED = "SELECT spool, sequence FROM audit.spool";

    // Within a day: a chain that rests for longer has a seal at its last record.
    private static final String LAST_BEFORE = """
            SELECT hash FROM audit.record
            WHERE spool = $1 AND sequence = $2 AND ended <= $3 AND ended > $3 - interval '1 day'
            ORDER BY ended DESC LIMIT 1
            """;

    private final Database database;
    private final RowReader reader;
    private final Payloads payloads;
    private final String records;

    ChainTable(Database database, List<Column> columns, Payloads payloads) {
        this.database = database;
        this.reader = new RowReader(columns);
        this.payloads = payloads;
        // Seals and payloads are looked up row by row, and so the rows stay in the order of the index they are read by.
        this.records = "SELECT " + RowReader.select(columns, "r")
                + ", s.seal_hash, s.sealed_at, s.key, s.signature,"
                + " (SELECT p.arguments FROM audit.payload p WHERE p.id = r.id) AS arguments"
                + " FROM audit.record r LEFT JOIN LATERAL ("
                + "SELECT hash AS seal_hash, sealed_at, key, signature FROM audit.seal"
                + " WHERE spool = r.spool AND sequence = r.sequence LIMIT 1) AS s ON true"
                + " WHERE r.ended >= $1 ORDER BY r.ended, r.sequence";
    }

    /**
     * A record, and the seal that stands at it, if one does.
     *
     * @param hasItsPayload its payload is the one it was written with, or is not there (any more)
     */
    record SealedRow(Chained record, Optional<Seal> seal, boolean hasItsPayload) {}

    /** Of every chain, each in its order; empty where a record is from before there were chains. */
    Flux<Optional<SealedRow>> records(Optional<Instant> since) {
        return database.read(connection -> Flux.from(connection
                        .createStatement(records)
                        .bind("$1", since.orElse(Instant.EPOCH))
                        .fetchSize(FETCH)
                        .execute())
                .concatMap(result -> result.map(this::sealed)));
    }

    /** What the record before this one says of itself. */
    Mono<Hash> hashBefore(Chained record) {
        return rows(
                        connection -> connection
                                .createStatement(LAST_BEFORE)
                                .bind("$1", record.spool())
                                .bind("$2", record.sequence() - 1)
                                .bind("$3", ColumnType.instant(record.entry().endedMicros())),
                        row -> Hash.of(Objects.requireNonNull(row.get("hash", ByteBuffer.class))))
                .singleOrEmpty();
    }

    /** How far each chain had come when its gateway wrote last. */
    Mono<Map<UUID, Long>> reached() {
        return rows(
                        connection -> connection.createStatement(REACHED),
                        row -> Map.entry(
                                Objects.requireNonNull(row.get("spool", UUID.class)),
                                Objects.requireNonNull(row.get("sequence", Long.class))))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private Optional<SealedRow> sealed(Readable row) {
        if (row.get("spool") == null) {
            return Optional.empty();
        }
        Chained record = reader.read(row);
        ByteBuffer hash = row.get("seal_hash", ByteBuffer.class);
        return Optional.of(new SealedRow(
                record,
                hash == null
                        ? Optional.empty()
                        : Optional.of(SealTable.seal(row, record.spool(), record.sequence(), Hash.of(hash))),
                hasItsPayload(row)));
    }

    private boolean hasItsPayload(Readable row) {
        String payload = row.get("arguments", String.class);
        ByteBuffer digest = row.get("payload_digest", ByteBuffer.class);
        return payload == null
                || (digest != null && payloads.isDigest(Hash.of(digest), StandardCharsets.UTF_8.encode(payload)));
    }

    private <T> Flux<T> rows(Function<Connection, Statement> ask, Function<Readable, T> read) {
        return database.stream(connection -> Flux.from(ask.apply(connection).execute())
                .concatMap(result -> result.map(row -> Objects.requireNonNull(read.apply(row)))));
    }
}
