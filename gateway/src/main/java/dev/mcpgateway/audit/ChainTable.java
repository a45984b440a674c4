package dev.mcpgateway.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
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

/** The table {@code audit.record}, read chain by chain. Rows come as they are asked for, a thousand at a time. */
class ChainTable {
    private static final int FETCH = 1_000;

    // By leaps through the index: there are many records and few spools.
    private static final String SPOOLS = """
            WITH RECURSIVE leap AS (
                (SELECT spool FROM audit.record WHERE spool IS NOT NULL ORDER BY spool LIMIT 1)
                UNION ALL
                SELECT (SELECT r.spool FROM audit.record r WHERE r.spool > leap.spool ORDER BY r.spool LIMIT 1)
                FROM leap WHERE leap.spool IS NOT NULL)
            SELECT spool FROM leap WHERE spool IS NOT NULL
            UNION SELECT spool FROM audit.spool
            UNION SELECT spool FROM audit.seal
            ORDER BY spool
            """;
    private static final String FIRST = """
            SELECT sequence FROM audit.record WHERE spool = $1 AND ended >= $2 ORDER BY sequence LIMIT 1
            """;
    private static final String HASH = "SELECT hash FROM audit.record WHERE spool = $1 AND sequence = $2 LIMIT 1";
    private static final String REACHED = "SELECT sequence FROM audit.spool WHERE spool = $1";
    private static final String UNCHAINED = "SELECT count(*) FROM audit.record WHERE spool IS NULL";

    private final Database database;
    private final RowReader reader;
    private final Payloads payloads;
    private final String records;

    ChainTable(Database database, List<Column> columns, Payloads payloads) {
        this.database = database;
        this.reader = new RowReader(columns);
        this.payloads = payloads;
        this.records = "SELECT " + RowReader.select(columns, "r")
                + ", s.hash AS seal_hash, s.sealed_at, s.key, s.signature, p.arguments"
                + " FROM audit.record r LEFT JOIN audit.seal s ON s.spool = r.spool AND s.sequence = r.sequence"
                + " LEFT JOIN audit.payload p ON p.id = r.id"
                + " WHERE r.spool = $1 AND r.ended >= $2 ORDER BY r.sequence";
    }

    /**
     * A record, and the seal that stands at it, if one does.
     *
     * @param hasItsPayload its payload is the one it was written with, or is not there (any more)
     */
    record SealedRow(Chained record, Optional<Seal> seal, boolean hasItsPayload) {}

    /** Every spool that has left a trace. */
    Flux<UUID> spools() {
        return rows(connection -> connection.createStatement(SPOOLS), row -> row.get("spool", UUID.class));
    }

    Flux<SealedRow> records(UUID spool, Optional<Instant> since) {
        return rows(
                connection ->
                        bound(connection.createStatement(records), spool, since).fetchSize(FETCH),
                this::sealed);
    }

    Mono<Long> firstSequence(UUID spool, Optional<Instant> since) {
        return rows(
                        connection -> bound(connection.createStatement(FIRST), spool, since),
                        row -> row.get("sequence", Long.class))
                .singleOrEmpty();
    }

    Mono<Hash> hash(UUID spool, long sequence) {
        return rows(
                        connection -> connection
                                .createStatement(HASH)
                                .bind("$1", spool)
                                .bind("$2", sequence),
                        row -> Hash.of(Objects.requireNonNull(row.get("hash", ByteBuffer.class))))
                .singleOrEmpty();
    }

    /** How far this chain had come when its gateway wrote last; 0 if nobody says. */
    Mono<Long> reached(UUID spool) {
        return rows(
                        connection -> connection.createStatement(REACHED).bind("$1", spool),
                        row -> row.get("sequence", Long.class))
                .singleOrEmpty()
                .defaultIfEmpty(0L);
    }

    Mono<Long> unchained() {
        return rows(connection -> connection.createStatement(UNCHAINED), row -> row.get(0, Long.class))
                .singleOrEmpty();
    }

    private SealedRow sealed(Readable row) {
        Chained record = reader.read(row);
        ByteBuffer hash = row.get("seal_hash", ByteBuffer.class);
        return new SealedRow(
                record,
                hash == null
                        ? Optional.empty()
                        : Optional.of(SealTable.seal(row, record.spool(), record.sequence(), Hash.of(hash))),
                hasItsPayload(row));
    }

    private boolean hasItsPayload(Readable row) {
        String payload = row.get("arguments", String.class);
        ByteBuffer digest = row.get("payload_digest", ByteBuffer.class);
        return payload == null
                || (digest != null && payloads.isDigest(Hash.of(digest), StandardCharsets.UTF_8.encode(payload)));
    }

    private static Statement bound(Statement statement, UUID spool, Optional<Instant> since) {
        return statement.bind("$1", spool).bind("$2", since.orElse(Instant.EPOCH));
    }

    private <T> Flux<T> rows(Function<Connection, Statement> ask, Function<Readable, T> read) {
        return database.stream(connection -> Flux.from(ask.apply(connection).execute())
                .concatMap(result -> result.map(row -> Objects.requireNonNull(read.apply(row)))));
    }
}
