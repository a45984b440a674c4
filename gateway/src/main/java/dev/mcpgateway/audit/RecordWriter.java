package dev.mcpgateway.audit;

import java.nio.ByteBuffer;
import java.util.List;

import dev.mcpgateway.audit.Columns.Column;

/**
 * A record as an {@link Entry}: for each column that has a value its number, then the value. Empty columns leave no
 * trace, so that a column added later changes no digest of before.
 */
final class RecordWriter {
    /** More than the longest of every column together. */
    static final int LARGEST = 16 * 1024;

    private final List<Column> columns;
    private final ThreadLocal<ByteBuffer> buffers = ThreadLocal.withInitial(() -> ByteBuffer.allocate(LARGEST));

    RecordWriter(List<Column> columns) {
        this.columns = columns;
    }

    /** To be used up before this thread writes the next record: it is the same buffer, unless there is a payload. */
    ByteBuffer write(AuditRecord record) {
        ByteBuffer body = body(record);
        ByteBuffer payload = Payloads.of(record);
        return payload.hasRemaining()
                ? ByteBuffer.allocate(body.remaining() + payload.remaining())
                        .put(body)
                        .put(payload)
                        .flip()
                : body;
    }

    private ByteBuffer body(AuditRecord record) {
        ByteBuffer out = buffers.get().clear().position(Entry.HEAD);
        for (Column column : columns) {
            Object value = column.value().apply(record);
            if (value != null) {
                write(column, value, out);
            }
        }
        return out.putShort(0, (short) (out.position() - Entry.HEAD)).flip();
    }

    static void write(Column column, Object value, ByteBuffer out) {
        out.put((byte) column.number());
        column.type().write(value, column.longest(), out);
    }
}
