package dev.mcpgateway.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.netty.buffer.ByteBuf;

import dev.mcpgateway.audit.Columns.Column;

/**
 * Records as Postgres' binary COPY takes them, straight from their bytes: no object per value, and nothing for the
 * server to parse.
 */
final class CopyRows {
    private static final byte[] SIGNATURE = "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final Set<String> WITH_A_PAYLOAD = Set.of("ended", "id", "issuer", "user_id", "tenant");
    private static final int NULL = -1;
    private static final int END = -1;

    private final List<Column> columns;
    private final ByteBuf out;

    CopyRows(List<Column> columns, ByteBuf out) {
        this.columns = columns;
        this.out = out;
        out.writeBytes(SIGNATURE).writeInt(0).writeInt(0);
    }

    static String statement(List<Column> columns) {
        String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
        return "COPY audit.record (" + names + ", spool, sequence, hash) FROM STDIN (FORMAT binary)";
    }

    /** Payloads, beside whose they are; that stands in their records. */
    static String statementOfPayloads(List<Column> columns) {
        String names = columns.stream()
                .filter(column -> WITH_A_PAYLOAD.contains(column.name()))
                .map(Column::name)
                .collect(Collectors.joining(", "));
        return "COPY audit.payload (" + names + ", arguments) FROM STDIN (FORMAT binary)";
    }

    void addPayload(Chained record) {
        out.writeShort(WITH_A_PAYLOAD.size() + 1);
        fields(record, column -> WITH_A_PAYLOAD.contains(column.name()));
        ByteBuffer payload = record.entry().payload().duplicate();
        out.writeInt(payload.remaining()).writeBytes(payload);
    }

    /** The record's values of those columns, in the order of all. */
    private void fields(Chained record, Predicate<Column> wanted) {
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

    void add(Chained record) {
        out.writeShort(columns.size() + 3);
        fields(record, column -> true);
        ByteBuffer spool = ByteBuffer.allocate(Long.BYTES * 2);
        ColumnType.ID.write(record.spool(), 0, spool);
        ColumnType.ID.copy(spool.flip(), out);
        out.writeInt(Long.BYTES).writeLong(record.sequence());
        ByteBuffer hash = record.hash().bytes();
        out.writeInt(hash.remaining()).writeBytes(hash);
    }

    ByteBuf end() {
        return out.writeShort(END);
    }

    private static int number(ByteBuffer body) {
        return body.hasRemaining() ? Byte.toUnsignedInt(body.get()) : 0;
    }
}
