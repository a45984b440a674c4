package dev.mcpgateway.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.mcpgateway.audit.Columns.Column;

/**
 * Records as Postgres' binary COPY takes them, straight from their bytes: no object per value, and nothing for the
 * server to parse. They go in pieces, so that Postgres stores one while the next is being written.
 */
final class CopyRows {
    private static final byte[] SIGNATURE = "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final Set<String> WITH_A_PAYLOAD = Set.of("ended", "id", "issuer", "user_id", "tenant");
    private static final int PIECE = 500;
    private static final int USUAL_ROW = 700;
    private static final int NULL = -1;
    private static final int END = -1;

    private final List<Column> columns;
    private final String records;
    private final String payloads;

    CopyRows(List<Column> columns) {
        this.columns = columns;
        this.records = statement("record", columns.stream(), "spool, sequence, hash");
        this.payloads = statement("payload", columns.stream().filter(CopyRows::isWithAPayload), "arguments");
    }

    private static String statement(String table, Stream<Column> columns, String more) {
        return "COPY audit." + table + " (" + columns.map(Column::name).collect(Collectors.joining(", ")) + ", " + more
                + ") FROM STDIN (FORMAT binary)";
    }

    Mono<Void> records(PostgresqlConnection connection, List<Chained> rows) {
        return connection.copyIn(records, pieces(rows, this::record)).then();
    }

    /** Payloads, beside whose they are; that stands in their records. */
    Mono<Void> payloads(PostgresqlConnection connection, List<Chained> rows) {
        List<Chained> carrying = rows.stream()
                .filter(row -> row.entry().payload().hasRemaining())
                .toList();
        return carrying.isEmpty()
                ? Mono.empty()
                : connection.copyIn(payloads, pieces(carrying, this::payload)).then();
    }

    private static Flux<ByteBuf> pieces(List<Chained> rows, BiConsumer<Chained, ByteBuf> writer) {
        int count = (rows.size() + PIECE - 1) / PIECE;
        return Flux.range(0, count).map(piece -> {
            List<Chained> part = rows.subList(piece * PIECE, Math.min(rows.size(), (piece + 1) * PIECE));
            // On the heap, so that a connection that breaks leaves nothing to release.
            ByteBuf out = Unpooled.buffer(part.size() * USUAL_ROW);
            if (piece == 0) {
                out.writeBytes(SIGNATURE).writeInt(0).writeInt(0);
            }
            part.forEach(row -> writer.accept(row, out));
            return piece == count - 1 ? out.writeShort(END) : out;
        });
    }

    private void record(Chained record, ByteBuf out) {
        out.writeShort(columns.size() + 3);
        fields(record, column -> true, out);
        UUID spool = record.spool();
        out.writeInt(2 * Long.BYTES)
                .writeLong(spool.getMostSignificantBits())
                .writeLong(spool.getLeastSignificantBits());
        out.writeInt(Long.BYTES).writeLong(record.sequence());
        ByteBuffer hash = record.hash().bytes();
        out.writeInt(hash.remaining()).writeBytes(hash);
    }

    private void payload(Chained record, ByteBuf out) {
        out.writeShort(WITH_A_PAYLOAD.size() + 1);
        fields(record, CopyRows::isWithAPayload, out);
        ByteBuffer payload = record.entry().payload().duplicate();
        out.writeInt(payload.remaining()).writeBytes(payload);
    }

    private static boolean isWithAPayload(Column column) {
        return WITH_A_PAYLOAD.contains(column.name());
    }

    /** The record's values of those columns, in the order of all. */
    private void fields(Chained record, Predicate<Column> wanted, ByteBuf out) {
        ByteBuffer body = record.entry().body().duplicate();
        int next = number(body);
        for (Column column : columns) {
            int before = out.writerIndex();
            if (column.number() == next) {
                column.type().copy(body, out);
                next = number(body);
            } else {
                out.writeInt(NULL);
            }
            if (!wanted.test(column)) {
                out.writerIndex(before);
            }
        }
    }

    private static int number(ByteBuffer body) {
        return body.hasRemaining() ? Byte.toUnsignedInt(body.get()) : 0;
    }
}
