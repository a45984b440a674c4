package dev.mcpgateway.audit;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.r2dbc.spi.Readable;

/**
 * How a value of a column is written: into the spool, from there into Postgres' binary COPY, and read back from a row.
 * What comes back is written as it was, byte for byte: the chain's digests depend on it.
 */
enum ColumnType {
    ID {
        @Override
        void write(Object value, int longest, ByteBuffer out) {
            UUID id = (UUID) value;
            out.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        }

        @Override
        void copy(ByteBuffer in, ByteBuffer out) {
            out.putInt(16).putLong(in.getLong()).putLong(in.getLong());
        }

        @Override
        @Nullable
        Object read(Readable row, int index) {
            return row.get(index, UUID.class);
        }
    },
    TIME {
        @Override
        void write(Object value, int longest, ByteBuffer out) {
            out.putLong(micros((Instant) value));
        }

        @Override
        void copy(ByteBuffer in, ByteBuffer out) {
            out.putInt(8).putLong(in.getLong() - POSTGRES_EPOCH_MICROS);
        }

        @Override
        @Nullable
        Object read(Readable row, int index) {
            OffsetDateTime time = row.get(index, OffsetDateTime.class);
            return time == null ? null : time.toInstant();
        }
    },
    TEXT {
        @Override
        void write(Object value, int longest, ByteBuffer out) {
            Utf8.write((String) value, longest, out);
        }

        @Override
        void copy(ByteBuffer in, ByteBuffer out) {
            int length = Short.toUnsignedInt(in.getShort());
            out.putInt(length).put(out.position(), in, in.position(), length);
            out.position(out.position() + length);
            in.position(in.position() + length);
        }

        @Override
        @Nullable
        Object read(Readable row, int index) {
            return row.get(index, String.class);
        }
    },
    TEXTS {
        @Override
        void write(Object value, int longest, ByteBuffer out) {
            List<?> texts = (List<?>) value;
            int count = Math.min(texts.size(), MOST_TEXTS);
            out.put((byte) count);
            for (Object text : texts.subList(0, count)) {
                Utf8.write((String) text, longest, out);
            }
        }

        @Override
        void copy(ByteBuffer in, ByteBuffer out) {
            int count = Byte.toUnsignedInt(in.get());
            int lengthAt = out.position();
            out.putInt(0).putInt(count == 0 ? 0 : 1).putInt(0).putInt(TEXT_OID);
            if (count > 0) {
                out.putInt(count).putInt(1);
            }
            for (int i = 0; i < count; i++) {
                TEXT.copy(in, out);
            }
            out.putInt(lengthAt, out.position() - lengthAt - Integer.BYTES);
        }

        @Override
        @Nullable
        Object read(Readable row, int index) {
            String[] texts = row.get(index, String[].class);
            return texts == null ? null : List.of(texts);
        }
    },
    LONG {
        @Override
        void write(Object value, int longest, ByteBuffer out) {
            out.putLong((Long) value);
        }

        @Override
        void copy(ByteBuffer in, ByteBuffer out) {
            out.putInt(8).putLong(in.getLong());
        }

        @Override
        @Nullable
        Object read(Readable row, int index) {
            return row.get(index, Long.class);
        }
    },
    INT {
        @Override
        void write(Object value, int longest, ByteBuffer out) {
            out.putInt((Integer) value);
        }

        @Override
        void copy(ByteBuffer in, ByteBuffer out) {
            out.putInt(4).putInt(in.getInt());
        }

        @Override
        @Nullable
        Object read(Readable row, int index) {
            return row.get(index, Integer.class);
        }
    },
    HASH {
        @Override
        void write(Object value, int longest, ByteBuffer out) {
            ByteBuffer bytes = ((Hash) value).bytes();
            out.putShort((short) bytes.remaining()).put(bytes);
        }

        @Override
        void copy(ByteBuffer in, ByteBuffer out) {
            TEXT.copy(in, out);
        }

        @Override
        @Nullable
        Object read(Readable row, int index) {
            ByteBuffer bytes = row.get(index, ByteBuffer.class);
            return bytes == null ? null : Hash.of(bytes);
        }
    };

    private static final long POSTGRES_EPOCH_MICROS = micros(Instant.parse("2000-01-01T00:00:00Z"));
    private static final int TEXT_OID = 25;
    private static final int MOST_TEXTS = 32;

    /** Into the spool. Texts and lists are cut to their longest. */
    abstract void write(Object value, int longest, ByteBuffer out);

    /** From the spool into a field of binary COPY: its length, then its bytes. */
    abstract void copy(ByteBuffer in, ByteBuffer out);

    /** From a row, as the value that was written. By its place: of forty columns each name would be looked for. */
    abstract @Nullable Object read(Readable row, int index);

    static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
