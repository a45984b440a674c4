package dev.mcpgateway.spool;

import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * One entry in a segment: length (4 bytes), checksum (4), kind (1), id (16), content. The length is written last and
 * the place of the next length is emptied before, so a process that dies at any moment leaves whole entries followed by
 * a zero. The checksum is for power cuts, where pages reach the disk in any order.
 */
record Frame(Kind kind, UUID id, ByteBuffer content) {
    enum Kind {
        /** Something is about to happen; its end will follow. */
        OPENED((byte) 1),
        /** Something has ended, whether or not its beginning was written. */
        CLOSED((byte) 2);

        private final byte mark;

        Kind(byte mark) {
            this.mark = mark;
        }
    }

    static final int LENGTH_BYTES = Integer.BYTES;
    private static final int HEAD = Integer.BYTES + 1 + 2 * Long.BYTES;

    /** Bytes in a segment, of an entry with so much content. */
    static int size(int content) {
        return LENGTH_BYTES + HEAD + content;
    }

    int size() {
        return size(content.remaining());
    }

    /** Into {@code out} at {@code at}, except the length, which makes it count. */
    void write(ByteBuffer out, int at) {
        int head = at + LENGTH_BYTES + Integer.BYTES;
        out.put(head, kind.mark);
        out.putLong(head + 1, id.getMostSignificantBits());
        out.putLong(head + 1 + Long.BYTES, id.getLeastSignificantBits());
        out.put(head + 1 + 2 * Long.BYTES, content, content.position(), content.remaining());
        out.putInt(at + LENGTH_BYTES, checksum(out, head, size() - LENGTH_BYTES - Integer.BYTES));
    }

    private static int checksum(ByteBuffer bytes, int from, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes.slice(from, length));
        return (int) sum.getValue();
    }

    /**
     * The entry whose length begins {@code in}, or null if what stands there is no whole entry; moves past it. The
     * content is a part of {@code in}.
     */
    static @org.jspecify.annotations.Nullable Frame read(ByteBuffer in) {
        if (in.remaining() < LENGTH_BYTES) {
            return null;
        }
        int length = in.getInt(in.position());
        if (length < HEAD || length > in.remaining() - LENGTH_BYTES) {
            return null;
        }
        int at = in.position() + LENGTH_BYTES;
        int head = at + Integer.BYTES;
        byte mark = in.get(head);
        if (mark != Kind.OPENED.mark && mark != Kind.CLOSED.mark) {
            return null;
        }
        if (checksum(in, head, length - Integer.BYTES) != in.getInt(at)) {
            return null;
        }
        int id = head + 1;
        in.position(at + length);
        return new Frame(
                mark == Kind.OPENED.mark ? Kind.OPENED : Kind.CLOSED,
                new UUID(in.getLong(id), in.getLong(id + Long.BYTES)),
                in.slice(at + HEAD, length - HEAD));
    }
}
