package dev.mcpgateway.spool;

import java.io.IOException;
import java.util.List;

/**
 * What the keeper does about a spool's files: makes them, forces them, and deletes those that nobody needs any more.
 * Waits for the disk without the spool's lock, which it shares.
 */
final class Housekeeping {
    private final SpoolFolder folder;
    private final Shape shape;
    private final Disk disk;
    private final Bookmark bookmark;
    private final Segments segments;
    private final Object lock;

    Housekeeping(SpoolFolder folder, Shape shape, Disk disk, Bookmark bookmark, Segments segments, Object lock) {
        this.folder = folder;
        this.shape = shape;
        this.disk = disk;
        this.bookmark = bookmark;
        this.segments = segments;
        this.lock = lock;
    }

    void prepare() throws IOException {
        while (true) {
            long number;
            synchronized (lock) {
                if (!segments.wantsMore()) {
                    return;
                }
                number = segments.takeNumber();
            }
            Segment made = made(number);
            synchronized (lock) {
                segments.addSpare(made);
            }
        }
    }

    /** Beyond the limit: without it a full spool might have no room for what empties it. */
    void addExtra() throws IOException {
        long number;
        synchronized (lock) {
            number = segments.takeNumber();
        }
        Segment made = made(number);
        synchronized (lock) {
            segments.addExtra(made);
        }
    }

    private Segment made(long number) throws IOException {
        Segment made = Segment.create(folder.path(), number, shape.segment(), disk);
        folder.force();
        return made;
    }

    void force() {
        record Written(Segment segment, int end, boolean isFull) {}
        List<Written> dirty;
        synchronized (lock) {
            dirty = segments.dirty().stream()
                    .map(segment -> new Written(segment, segment.end(), !segments.isWritten(segment)))
                    .toList();
        }
        dirty.forEach(written -> written.segment.force(written.end, written.isFull));
    }

    /**
     * Deletes the files that have been read; what is still open in them moves on to the newest. The oldest goes first,
     * and none before it: an end must not go before its beginning, which would then look like a call without one.
     */
    void letGo() throws IOException {
        List<Segment> read;
        synchronized (lock) {
            read = segments.readBefore(bookmark.latest().position());
        }
        if (!read.isEmpty()) {
            // Before the entries go: without them the bookmark is all there is.
            bookmark.force();
        }
        for (Segment segment : read) {
            moveOpen(segment);
            segment.delete();
            synchronized (lock) {
                segments.remove(segment);
            }
        }
    }

    private void moveOpen(Segment segment) throws IOException {
        List<Ticket> open;
        synchronized (lock) {
            open = List.copyOf(segment.open());
        }
        for (Ticket ticket : open) {
            Frame frame = segment.frameAt(ticket.offset);
            while (!hasMoved(ticket, frame)) {
                addExtra();
            }
        }
        if (!open.isEmpty()) {
            // Or a power cut could take both: the file it stood in, and what was written last.
            force();
        }
    }

    private boolean hasMoved(Ticket ticket, Frame frame) {
        synchronized (lock) {
            if (ticket.isClosed || segments.roomAndExtra() < frame.size()) {
                return ticket.isClosed;
            }
            ticket.segment.open().remove(ticket);
            ticket.segment = segments.forWriting(frame);
            ticket.offset = ticket.segment.append(frame);
            ticket.segment.open().add(ticket);
            segments.spendExtra(frame.size());
            return true;
        }
    }
}
