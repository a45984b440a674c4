package dev.mcpgateway.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

import io.netty.buffer.ByteBuf;

import dev.mcpgateway.audit.Columns.Column;

/**
 * Records as Postgres' binary COPY takes them, straight from their bytes: no object per value, and nothing for the
 * server to parse.
 */
final class CopyRows {
    private static final byte[] SIGNATURE = "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
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

    void add(Chained record) {
        out.writeShort(columns.size() + 3);
        ByteBuffer body = record.entry().body().duplicate();
        int next = number(body);
        for (Column column : columns) {
            if (column.number() == next) {
                column.type().copy(body, out);
                next = number(body);
            } else {
                out.writeInt(NULL);
            }
        }
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
