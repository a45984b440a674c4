package dev.mcpgateway.docgen.bytes;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * A ZIP file with entries in the order in which they are added and without a time. {@code java.util.zip} would write the local time zone's
 * idea of it, and compress with the platform's zlib.
 */
public final class Zip {

    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final short VERSION = 20;
    private static final short STORED = 0;
    private static final short DEFLATED = 8;
    /** 1 January 1980, the earliest day the format knows. */
    private static final short DAY = 0x21;

    /** An entry that is compressed while it is written, because a word processor's XML may be thirty times its text. */
    public static final class Entry {
        private final Deflate packed = Deflate.raw();
        private final CRC32 crc = new CRC32();
        private int size;

        public void write(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            crc.update(bytes);
            size += bytes.length;
            packed.add(bytes);
        }

        /** Before compression. */
        public int size() {
            return size;
        }
    }

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 15);
    private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
    private int count;

    public void add(String name, String content) {
        Entry entry = new Entry();
        entry.write(content);
        add(name, entry);
    }

    public void add(String name, Entry entry) {
        add(name, entry.crc, entry.size, entry.packed.finish(), DEFLATED);
    }

    /** For what is compressed already, such as pictures. */
    public void addStored(String name, byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        add(name, crc, content.length, content, STORED);
    }

    public int size() {
        return out.size();
    }

    public byte[] finish() {
        int start = out.size();
        byte[] entries = directory.toByteArray();
        out.write(entries, 0, entries.length);
        write(
                out,
                buffer(22)
                        .putInt(END)
                        .putInt(0)
                        .putShort((short) count)
                        .putShort((short) count)
                        .putInt(entries.length)
                        .putInt(start)
                        .putShort((short) 0));
        return out.toByteArray();
    }

    private void add(String name, CRC32 crc, int size, byte[] packed, short method) {
        byte[] path = name.getBytes(StandardCharsets.US_ASCII);
        int offset = out.size();
        ByteBuffer facts = buffer(26)
                .putShort(VERSION)
                .putShort((short) 0)
                .putShort(method)
                .putShort((short) 0)
                .putShort(DAY)
                .putInt((int) crc.getValue())
                .putInt(packed.length)
                .putInt(size)
                .putShort((short) path.length)
                .putShort((short) 0);
        write(out, buffer(4).putInt(LOCAL));
        write(out, facts);
        out.write(path, 0, path.length);
        out.write(packed, 0, packed.length);
        write(directory, buffer(6).putInt(CENTRAL).putShort(VERSION));
        write(directory, facts);
        write(
                directory,
                buffer(14)
                        .putShort((short) 0)
                        .putShort((short) 0)
                        .putShort((short) 0)
                        .putInt(0)
                        .putInt(offset));
        directory.write(path, 0, path.length);
        count++;
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void write(ByteArrayOutputStream target, ByteBuffer record) {
        byte[] bytes = new byte[record.capacity()];
        record.get(0, bytes);
        target.write(bytes, 0, bytes.length);
    }
}
