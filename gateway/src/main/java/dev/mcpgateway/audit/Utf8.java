package dev.mcpgateway.audit;

import java.nio.ByteBuffer;

/** Text as Postgres can hold it: UTF-8 without NUL and without halves of characters, cut between characters. */
final class Utf8 {
    private static final char REPLACEMENT = '?';

    private Utf8() {}

    /** Two bytes of length, then at most {@code longest} bytes. */
    static void write(String text, int longest, ByteBuffer out) {
        int start = out.position() + Short.BYTES;
        out.position(start);
        int end = start + longest;
        int i = 0;
        while (i < text.length()) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            if (point == 0 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
                point = REPLACEMENT;
            }
            if (out.position() + width(point) > end) {
                break;
            }
            put(point, out);
        }
        out.putShort(start - Short.BYTES, (short) (out.position() - start));
    }

    private static int width(int point) {
        return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    }

    private static void put(int point, ByteBuffer out) {
        if (point < 0x80) {
            out.put((byte) point);
        } else if (point < 0x800) {
            out.put((byte) (0xC0 | (point >> 6))).put(tail(point));
        } else if (point < 0x10000) {
            out.put((byte) (0xE0 | (point >> 12))).put(tail(point >> 6)).put(tail(point));
        } else {
            out.put((byte) (0xF0 | (point >> 18)))
                    .put(tail(point >> 12))
                    .put(tail(point >> 6))
                    .put(tail(point));
        }
    }

    private static byte tail(int bits) {
        return (byte) (0x80 | (bits & 0x3F));
    }
}
