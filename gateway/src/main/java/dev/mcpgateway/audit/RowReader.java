package dev.mcpgateway.audit;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

import io.r2dbc.spi.Readable;

import dev.mcpgateway.audit.Columns.Column;

/** A row as the record it was made of, byte for byte, unless somebody has changed it. */
final class RowReader {
    private final List<Column> columns;
    private final ThreadLocal<ByteBuffer> buffers =
            ThreadLocal.withInitial(() -> ByteBuffer.allocate(RecordWriter.LARGEST));

    RowReader(List<Column> columns) {
        this.columns = columns;
    }

    /** Every column of a record and its link, of the table or alias {@code from}. */
    static String select(List<Column> columns, String from) {
        return columns.stream().map(column -> from + "." + column.name()).collect(Collectors.joining(", ")) + ", "
                + from + ".spool, " + from + ".sequence, " + from + ".hash";
    }

    Chained read(Readable row) {
        ByteBuffer out = buffers.get().clear();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            Object value = column.type().read(row, i);
            if (value != null) {
                RecordWriter.write(column, value, out);
            }
        }
        ByteBuffer body = ByteBuffer.allocate(out.position()).put(out.flip()).flip();
        return new Chained(
                Objects.requireNonNull(row.get("spool", UUID.class)),
                Objects.requireNonNull(row.get("sequence", Long.class)),
                Hash.of(Objects.requireNonNull(row.get("hash", ByteBuffer.class))),
                new Entry(body, ByteBuffer.allocate(0)));
    }
}
