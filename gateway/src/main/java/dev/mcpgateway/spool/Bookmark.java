package dev.mcpgateway.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * How far the spool was read, and a note of the reader's own. Two places are written in turn, each with a checksum: a
 * process that dies while it writes one leaves the other.
 */
final class Bookmark {
    static final int LONGEST_NOTE = 96;
    private static final int SLOT = 128;
    private static final int HEAD = Integer.BYTES + Long.BYTES + Long.BYTES + Integer.BYTES + Integer.BYTES;

    /** A place, and the note made there. */
    record Mark(long count, Position position, ByteBuffer note) {
        static final Mark NONE = new Mark(0, Position.START, ByteBuffer.allocate(0));
    }

    private final MappedByteBuffer slots;
    private Mark latest;

    private Bookmark(MappedByteBuffer slots, Mark latest) {
        this.slots = slots;
        this.latest = latest;
    }

    static Bookmark open(Path file, Disk disk) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            boolean isNew = channel.size() < 2 * SLOT;
            if (isNew) {
                disk.fill(channel, 2 * SLOT);
            }
            MappedByteBuffer slots = channel.map(MapMode.READ_WRITE, 0, 2 * SLOT);
            Optional<Mark> first = read(slots, 0);
            Optional<Mark> second = read(slots, SLOT);
            Mark latest = first.filter(mark -> second.isEmpty() || second.get().count < mark.count)
                    .or(() -> second)
                    .orElse(Mark.NONE);
            return new Bookmark(slots, latest);
        }
    }

    Mark latest() {
        return latest;
    }

    void move(Position position, ByteBuffer note) {
        Mark next = new Mark(latest.count + 1, position, note.duplicate());
        ByteBuffer slot = ByteBuffer.allocate(HEAD + note.remaining());
        slot.putInt(0)
                .putLong(next.count)
                .putLong(position.segment())
                .putInt(position.offset())
                .putInt(note.remaining())
                .put(note.duplicate());
        slot.putInt(0, checksum(slot.slice(Integer.BYTES, slot.capacity() - Integer.BYTES)));
        slots.put((int) (next.count % 2) * SLOT, slot, 0, slot.capacity());
        latest = next;
    }

    void force() {
        slots.force();
    }

    private static Optional<Mark> read(ByteBuffer slots, int at) {
        int length = slots.getInt(at + HEAD - Integer.BYTES);
        if (length < 0 || length > LONGEST_NOTE) {
            return Optional.empty();
        }
        int sum = checksum(slots.slice(at + Integer.BYTES, HEAD - Integer.BYTES + length));
        ByteBuffer note =
                ByteBuffer.allocate(length).put(slots.slice(at + HEAD, length)).flip();
        Mark mark = new Mark(
                slots.getLong(at + Integer.BYTES),
                new Position(
                        slots.getLong(at + Integer.BYTES + Long.BYTES),
                        slots.getInt(at + Integer.BYTES + 2 * Long.BYTES)),
                note);
        return mark.count > 0 && sum == slots.getInt(at) ? Optional.of(mark) : Optional.empty();
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return (int) sum.getValue();
    }
}
