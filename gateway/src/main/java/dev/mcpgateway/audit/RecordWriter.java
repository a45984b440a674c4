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

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final List<Column> first;
    private final List<Column> steady;
    private final List<Column> last;
    private final ThreadLocal<ByteBuffer> buffers = ThreadLocal.withInitial(() -> ByteBuffer.allocate(LARGEST));

    RecordWriter(List<Column> columns) {
        int from = places(columns, Columns.FIRST_STEADY - 1);
        int to = places(columns, Columns.LAST_STEADY);
        this.first = columns.subList(0, from);
        this.steady = columns.subList(from, to);
        this.last = columns.subList(to, columns.size());
    }

    /** How many columns there are up to that number. */
    private static int places(List<Column> columns, int number) {
        return (int)
                columns.stream().filter(column -> column.number() <= number).count();
    }

    /** What a call's beginning says and its end says again, written. */
    ByteBuffer steady(AuditRecord record) {
        ByteBuffer out = buffers.get().clear();
        write(steady, record, out);
        return ByteBuffer.allocate(out.position()).put(out.flip()).flip();
    }

    /** To be used up before this thread writes the next record: it is the same buffer, unless there is a payload. */
    ByteBuffer write(AuditRecord record) {
        return write(record, NOTHING);
    }

    /** The same, where {@link #steady} was written before. */
    ByteBuffer write(AuditRecord record, ByteBuffer known) {
        ByteBuffer body = body(record, known);
        ByteBuffer payload = Payloads.of(record);
        return payload.hasRemaining()
                ? ByteBuffer.allocate(body.remaining() + payload.remaining())
                        .put(body)
                        .put(payload)
                        .flip()
                : body;
    }

    private ByteBuffer body(AuditRecord record, ByteBuffer known) {
        ByteBuffer out = buffers.get().clear().position(Entry.HEAD);
        write(first, record, out);
        if (known.hasRemaining()) {
            out.put(known.duplicate());
        } else {
            write(steady, record, out);
        }
        write(last, record, out);
        return out.putShort(0, (short) (out.position() - Entry.HEAD)).flip();
    }

    private static void write(List<Column> columns, AuditRecord record, ByteBuffer out) {
        for (Column column : columns) {
            Object value = column.value().apply(record);
            if (value != null) {
                write(column, value, out);
            }
        }
    }

    static void write(Column column, Object value, ByteBuffer out) {
        out.put((byte) column.number());
        column.type().write(value, column.longest(), out);
    }
}
