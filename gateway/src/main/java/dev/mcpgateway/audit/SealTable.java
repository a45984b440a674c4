package dev.mcpgateway.audit;

import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.springframework.stereotype.Component;

import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.mcpgateway.store.Database;

/** The table {@code audit.seal}. */
@Component
class SealTable {
    private static final String KEEP = """
            INSERT INTO audit.seal (spool, sequence, hash, sealed_at, key, signature) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT DO NOTHING
            """;
    private static final String AT = "SELECT * FROM audit.seal WHERE spool = $1 AND sequence = $2";

    // By leaps through the index: there are many seals, since they stay, and few chains.
    private static final String LAST = """
            WITH RECURSIVE leap AS (
                (SELECT * FROM audit.seal ORDER BY spool DESC, sequence DESC LIMIT 1)
                UNION ALL
                SELECT next.* FROM leap CROSS JOIN LATERAL (
                    SELECT * FROM audit.seal s WHERE s.spool < leap.spool
                    ORDER BY s.spool DESC, s.sequence DESC LIMIT 1) AS next)
            SELECT * FROM leap
            """;

    private final Database database;

    SealTable(Database database) {
        this.database = database;
    }

    Mono<Void> keep(Seal seal) {
        return database.with(connection -> Flux.from(connection
                                .createStatement(KEEP)
                                .bind("$1", seal.spool())
                                .bind("$2", seal.sequence())
                                .bind("$3", seal.hash().bytes())
                                .bind("$4", seal.at())
                                .bind("$5", seal.key())
                                .bind(
                                        "$6",
                                        ByteBuffer.wrap(Base64.getUrlDecoder().decode(seal.signature())))
                                .execute())
                        .concatMap(Result::getRowsUpdated)
                        .then())
                .then();
    }

    Mono<Seal> at(UUID spool, long sequence) {
        return database.with(connection -> Flux.from(connection
                        .createStatement(AT)
                        .bind("$1", spool)
                        .bind("$2", sequence)
                        .execute())
                .concatMap(result -> result.map(row -> seal(row, spool, sequence, hash(row)))));
    }

    /** Of each chain. */
    Mono<Map<UUID, Seal>> last() {
        return database.stream(connection -> Flux.from(
                                connection.createStatement(LAST).execute())
                        .concatMap(result -> result.map(row -> seal(
                                row,
                                Objects.requireNonNull(row.get("spool", UUID.class)),
                                Objects.requireNonNull(row.get("sequence", Long.class)),
                                hash(row)))))
                .collectMap(Seal::spool);
    }

    private static Hash hash(Readable row) {
        return Hash.of(Objects.requireNonNull(row.get("hash", ByteBuffer.class)));
    }

    static Seal seal(Readable row, UUID spool, long sequence, Hash hash) {
        ByteBuffer signature = Objects.requireNonNull(row.get("signature", ByteBuffer.class));
        byte[] bytes = new byte[signature.remaining()];
        signature.get(bytes);
        return new Seal(
                spool,
                sequence,
                hash,
                Objects.requireNonNull(row.get("sealed_at", OffsetDateTime.class))
                        .toInstant(),
                Objects.requireNonNull(row.get("key", String.class)),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
