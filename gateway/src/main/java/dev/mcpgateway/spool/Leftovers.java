package dev.mcpgateway.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import dev.mcpgateway.spool.Frame.Kind;
import dev.mcpgateway.spool.Spool.Opened;

/**
 * What a process left in its spool when it ended.
 *
 * @param orphans what was begun and has no end
 * @param waiting ends that no reader has released
 */
record Leftovers(List<Opened> orphans, long waiting) {
    /** Gives the folder's files to {@code segments}; the reader had come to {@code read}. */
    static Leftovers of(SpoolFolder folder, Segments segments, Position read) throws IOException {
        Map<UUID, Opened> open = new LinkedHashMap<>();
        AtomicLong waiting = new AtomicLong();
        segments.startAt(read.segment() + 1);
        for (Path file : folder.segments()) {
            Segment segment = Segment.recover(file, (where, offset, frame) -> {
                if (frame.kind() == Kind.OPENED) {
                    open.put(frame.id(), new Opened(new Ticket(frame.id(), where, offset, 0), copy(frame.content())));
                } else {
                    open.remove(frame.id());
                    waiting.addAndGet(new Position(where.number(), offset).compareTo(read) >= 0 ? 1 : 0);
                }
                return true;
            });
            if (segment.end() == Segment.HEADER) {
                // Made and never written to.
                segment.delete();
            } else {
                segments.recovered(segment);
            }
        }
        open.values().forEach(opened -> opened.ticket().segment.open().add(opened.ticket()));
        return new Leftovers(List.copyOf(open.values()), waiting.get());
    }

    /** What is kept for long must not keep the whole piece of the file that it was read with. */
    private static ByteBuffer copy(ByteBuffer content) {
        return ByteBuffer.allocate(content.remaining()).put(content).flip();
    }
}
