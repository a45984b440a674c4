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
    private static final int PIECE = 250;
    private static final int FRAME = SIGNATURE.length + 2 * Integer.BYTES + Short.BYTES;
    /** What a row takes beyond its bytes and a length for each column: its place in the chain, the frame of a list. */
    private static final int MORE = 256;

    private static final int NULL = -1;
    private static final short END = -1;

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
        return records(connection, pieces(rows));
    }

    Mono<Void> records(PostgresqlConnection connection, Flux<ByteBuf> pieces) {
        return connection.copyIn(records, pieces).then();
    }

    Flux<ByteBuf> pieces(List<Chained> rows) {
        return pieces(rows, this::record);
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

    private Flux<ByteBuf> pieces(List<Chained> rows, BiConsumer<Chained, ByteBuffer> writer) {
        int count = (rows.size() + PIECE - 1) / PIECE;
        return Flux.range(0, count).map(piece -> {
            List<Chained> part = rows.subList(piece * PIECE, Math.min(rows.size(), (piece + 1) * PIECE));
            // On the heap, so that a connection that breaks leaves nothing to release.
            ByteBuffer out = ByteBuffer.allocate(
                    FRAME + part.stream().mapToInt(this::longest).sum());
            if (piece == 0) {
                out.put(SIGNATURE).putInt(0).putInt(0);
            }
            part.forEach(row -> writer.accept(row, out));
            if (piece == count - 1) {
                out.putShort(END);
            }
            return Unpooled.wrappedBuffer(out.flip());
        });
    }

    private int longest(Chained row) {
        Entry entry = row.entry();
        return entry.body().remaining() + entry.payload().remaining() + columns.size() * Integer.BYTES + MORE;
    }

    private void record(Chained record, ByteBuffer out) {
        out.putShort((short) (columns.size() + 3));
        fields(record, column -> true, out);
        UUID spool = record.spool();
        out.putInt(2 * Long.BYTES).putLong(spool.getMostSignificantBits()).putLong(spool.getLeastSignificantBits());
        out.putInt(Long.BYTES).putLong(record.sequence());
        ByteBuffer hash = record.hash().bytes();
        out.putInt(hash.remaining()).put(hash);
    }

    private void payload(Chained record, ByteBuffer out) {
        out.putShort((short) (WITH_A_PAYLOAD.size() + 1));
        fields(record, CopyRows::isWithAPayload, out);
        ByteBuffer payload = record.entry().payload().duplicate();
        out.putInt(payload.remaining()).put(payload);
    }

    private static boolean isWithAPayload(Column column) {
        return WITH_A_PAYLOAD.contains(column.name());
    }

    /** The record's values of those columns, in the order of all. */
    private void fields(Chained record, Predicate<Column> wanted, ByteBuffer out) {
        ByteBuffer body = record.entry().body().duplicate();
        int next = number(body);
        for (Column column : columns) {
            int before = out.position();
            if (column.number() == next) {
                column.type().copy(body, out);
                next = number(body);
            } else {
                out.putInt(NULL);
            }
            if (!wanted.test(column)) {
                out.position(before);
            }
        }
    }

    private static int number(ByteBuffer body) {
        return body.hasRemaining() ? Byte.toUnsignedInt(body.get()) : 0;
    }
}
