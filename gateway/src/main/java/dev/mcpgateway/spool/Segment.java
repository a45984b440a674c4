package dev.mcpgateway.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.mcpgateway.spool.Frame.Kind;

/**
 * One file of a spool. Every byte of it was written before it is mapped: a mapped page that the disk has no room for
 * would not fail a call but end the process.
 */
final class Segment {
    static final int HEADER = 2 * Long.BYTES;
    private static final long MAGIC = 0x4d43_5053_504f_4f4cL;
    private static final String PREFIX = "segment-";
    /** Larger than any entry, and small enough to be collected young: from half a megabyte on it might not be. */
    private static final int CHUNK = 256 * 1024;

    private final Path file;
    private final FileChannel channel;
    private final long number;
    private final int size;
    private @Nullable MappedByteBuffer mapped;
    private int end = HEADER;
    private volatile int durable = HEADER;
    private final Set<Ticket> open = new HashSet<>();

    private Segment(Path file, FileChannel channel, long number, int size) {
        this.file = file;
        this.channel = channel;
        this.number = number;
        this.size = size;
    }

    static Path file(Path folder, long number) {
        return folder.resolve(PREFIX + String.format("%012d", number));
    }

    static boolean isSegment(Path file) {
        return file.getFileName().toString().startsWith(PREFIX);
    }

    /** A new file, ready to be written to. */
    static Segment create(Path folder, long number, int size, Disk disk) throws IOException {
        Path file = file(folder, number);
        FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            disk.fill(channel, size);
            Segment segment = new Segment(file, channel, number, size);
            MappedByteBuffer mapped = channel.map(MapMode.READ_WRITE, 0, size);
            mapped.putLong(0, MAGIC).putLong(Long.BYTES, number);
            segment.mapped = mapped;
            return segment;
        } catch (IOException e) {
            channel.close();
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** One that a process left behind: to be read, not written. Its end is after its last whole entry. */
    static Segment recover(Path file, FrameVisitor visitor) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        channel.read(header, 0);
        long named = Long.parseLong(file.getFileName().toString().substring(PREFIX.length()));
        boolean isOurs = !header.hasRemaining() && header.getLong(0) == MAGIC && header.getLong(Long.BYTES) == named;
        Segment segment = new Segment(file, channel, named, Math.toIntExact(channel.size()));
        segment.end = isOurs ? segment.visit(HEADER, segment.size, visitor) : HEADER;
        segment.durable = segment.end;
        return segment;
    }

    /** Told of entries in their order; says whether to go on. */
    interface FrameVisitor {
        boolean visit(Segment segment, int offset, Frame frame);
    }

    long number() {
        return number;
    }

    int end() {
        return end;
    }

    /** So far the disk has it. */
    int durable() {
        return durable;
    }

    Set<Ticket> open() {
        return open;
    }

    /** How much more can be written, the closing zero not counted. */
    int room() {
        return mapped == null ? 0 : size - Frame.LENGTH_BYTES - end;
    }

    /** Under the spool's lock, by whoever has something to say. */
    int append(Frame frame) {
        ByteBuffer out = java.util.Objects.requireNonNull(mapped);
        int at = end;
        int frameSize = frame.size();
        out.putInt(at + frameSize, 0);
        frame.write(out, at);
        // Not before everything it counts.
        java.lang.invoke.VarHandle.releaseFence();
        out.putInt(at, frameSize - Frame.LENGTH_BYTES);
        end = at + frameSize;
        return at;
    }

    void force(int upTo, boolean isFull) {
        MappedByteBuffer writing = mapped;
        if (writing != null && upTo > durable) {
            writing.force(durable == HEADER ? 0 : durable, upTo - (durable == HEADER ? 0 : durable));
            durable = upTo;
            if (isFull) {
                // From here on it is only read, through its channel.
                unmap();
            }
        }
    }

    /** Shows the entries between two offsets; answers the offset after the last whole one that was taken. */
    int visit(int from, int to, FrameVisitor visitor) throws IOException {
        int offset = from;
        int chunk = CHUNK;
        while (offset < to) {
            ByteBuffer bytes = read(offset, Math.min(chunk, to - offset));
            int before = offset;
            while (bytes.hasRemaining()) {
                int start = bytes.position();
                Frame frame = Frame.read(bytes);
                if (frame == null) {
                    break;
                }
                int size = bytes.position() - start;
                if (!visitor.visit(this, offset, frame)) {
                    return offset;
                }
                offset += size;
            }
            if (offset == before) {
                return offset;
            }
        }
        return offset;
    }

    Frame frameAt(int offset) throws IOException {
        ByteBuffer head = read(offset, Frame.LENGTH_BYTES);
        Frame frame = Frame.read(read(offset, Frame.LENGTH_BYTES + head.getInt(0)));
        if (frame == null || frame.kind() != Kind.OPENED) {
            throw new IOException(file + " has changed behind our back at " + offset);
        }
        return frame;
    }

    private ByteBuffer read(int offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && channel.read(bytes, (long) offset + bytes.position()) >= 0) {
            // Until all is there, or the file ends.
        }
        return bytes.flip();
    }

    /** By the keeper, and only of a file that nobody appends to any more. */
    private void unmap() {
        MappedByteBuffer written = mapped;
        mapped = null;
        if (written != null) {
            Mapping.end(written);
        }
    }

    void close() throws IOException {
        unmap();
        channel.close();
    }

    void delete() throws IOException {
        close();
        Files.deleteIfExists(file);
    }
}
