package dev.mcpgateway.relay;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One server-sent event as it came, with its data to be read and replaced. Every other byte stays. */
final class Event {
    private static final byte[] FIELD = "data".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FIELD_START = "data: ".getBytes(StandardCharsets.US_ASCII);

    private final byte[] raw;
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private int firstData = -1;

    Event(byte[] raw) {
        this.raw = raw;
        forEachLine((from, to, next) -> {
            int value = valueOfData(from, to);
            if (value >= 0) {
                if (firstData >= 0) {
                    data.write('\n');
                } else {
                    firstData = from;
                }
                data.write(raw, value, to - value);
            }
        });
    }

    boolean hasData() {
        return data.size() > 0;
    }

    byte[] data() {
        return data.toByteArray();
    }

    /** The same event with other data, in the place of the first data line. */
    byte[] with(byte[] newData) {
        if (Arrays.equals(newData, data())) {
            return raw;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length);
        forEachLine((from, to, next) -> {
            if (from == firstData) {
                byte[] end = Arrays.copyOfRange(raw, to, next);
                out.writeBytes(FIELD_START);
                for (byte b : newData) {
                    out.write(b);
                    if (b == '\n') {
                        out.writeBytes(FIELD_START);
                    }
                }
                out.writeBytes(end);
            } else if (valueOfData(from, to) < 0) {
                out.write(raw, from, next - from);
            }
        });
        return out.toByteArray();
    }

    /** Where the value of a data line begins; -1 for any other line. */
    private int valueOfData(int from, int to) {
        if (to - from < FIELD.length || !startsWithField(from)) {
            return -1;
        }
        int at = from + FIELD.length;
        if (at == to) {
            return at;
        }
        if (raw[at] != ':') {
            return -1;
        }
        return at + 1 < to && raw[at + 1] == ' ' ? at + 2 : at + 1;
    }

    private boolean startsWithField(int from) {
        for (int i = 0; i < FIELD.length; i++) {
            if (raw[from + i] != FIELD[i]) {
                return false;
            }
        }
        return true;
    }

    private void forEachLine(LineVisitor visitor) {
        int from = 0;
        while (from < raw.length) {
            int to = from;
            while (to < raw.length && raw[to] != '\n' && raw[to] != '\r') {
                to++;
            }
            int next = to + 1 < raw.length && raw[to] == '\r' && raw[to + 1] == '\n' ? to + 2 : to + 1;
            visitor.line(from, to, Math.min(next, raw.length));
            from = next;
        }
    }

    /** A line from {@code from} to {@code to}, and where the next one begins. */
    private interface LineVisitor {
        void line(int from, int to, int next);
    }
}
