package dev.mcpgateway.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import dev.mcpgateway.spool.Frame.Kind;

/**
 * Entries on their way from many threads to one reader. Writing an entry copies it into mapped memory under a lock that
 * nobody holds while waiting for a disk; files are made, forced, read and deleted by one keeper thread, which calls the
 * methods that say so.
 */
public final class Spool implements AutoCloseable {
    private final SpoolFolder folder;
    private final Bookmark bookmark;
    private final Object lock = new Object();
    private final Segments segments;
    private final Housekeeping housekeeping;
    private final List<Opened> orphans;
    private long waiting;

    /** Something that was begun and whose end is not known. */
    public record Opened(Ticket ticket, ByteBuffer content) {}

    /** Ends in their order, and the place after the last of them. */
    public record Batch(List<ByteBuffer> contents, Position end) {}

    private Spool(SpoolFolder folder, Shape shape, Disk disk) throws IOException {
        this.folder = folder;
        this.bookmark = Bookmark.open(folder.bookmark(), disk);
        this.segments = new Segments(shape);
        this.housekeeping = new Housekeeping(folder, shape, disk, bookmark, segments, lock);
        Leftovers left = Leftovers.of(folder, segments, position());
        this.orphans = left.orphans();
        this.waiting = left.waiting();
    }

    /**
     * The spools below {@code root} whose process is gone, with all that is left in them; the first is for the caller's
     * own entries, and is new if there is none. Blocking.
     */
    public static List<Spool> claim(Path root, Shape shape) throws IOException {
        return claim(root, shape, Disk.REAL);
    }

    static List<Spool> claim(Path root, Shape shape, Disk disk) throws IOException {
        List<Spool> spools = new ArrayList<>();
        for (SpoolFolder folder : SpoolFolder.claim(root)) {
            spools.add(new Spool(folder, shape, disk));
        }
        return spools;
    }

    public UUID id() {
        return folder.id();
    }

    /** What was begun when the last process died. Each is to be closed. */
    public List<Opened> orphans() {
        return orphans;
    }

    /**
     * Writes a beginning, and keeps room for its end.
     *
     * @param endContent how long the end may be
     * @return empty if there is no room for both
     */
    public Optional<Ticket> open(UUID id, ByteBuffer content, int endContent) {
        Frame frame = new Frame(Kind.OPENED, id, content);
        int end = Frame.size(endContent);
        synchronized (lock) {
            if (segments.room() < frame.size() + end) {
                return Optional.empty();
            }
            Segment segment = segments.forWriting(frame);
            Ticket ticket = new Ticket(id, segment, segment.append(frame), end);
            segment.open().add(ticket);
            segments.reserve(end);
            return Optional.of(ticket);
        }
    }

    /** Writes the end of what was begun. False if it is longer than the room that was kept, and there is no other. */
    public boolean close(Ticket ticket, ByteBuffer content) {
        Frame frame = new Frame(Kind.CLOSED, ticket.id, content);
        synchronized (lock) {
            if (ticket.isClosed || segments.room() + ticket.reserved < frame.size()) {
                return ticket.isClosed;
            }
            segments.reserve(-ticket.reserved);
            append(ticket, frame);
            return true;
        }
    }

    /** Keeper: the same for what an earlier process began, for whose end no room was kept: it is made. */
    public void close(Opened orphan, ByteBuffer content) throws IOException {
        Frame frame = new Frame(Kind.CLOSED, orphan.ticket.id, content);
        while (!isWritten(orphan.ticket, frame)) {
            housekeeping.addExtra();
        }
    }

    private boolean isWritten(Ticket ticket, Frame frame) {
        synchronized (lock) {
            if (ticket.isClosed || segments.roomAndExtra() < frame.size()) {
                return ticket.isClosed;
            }
            append(ticket, frame);
            segments.spendExtra(frame.size());
            return true;
        }
    }

    private void append(Ticket ticket, Frame end) {
        ticket.isClosed = true;
        ticket.segment.open().remove(ticket);
        segments.forWriting(end).append(end);
        waiting++;
    }

    /** Writes an end that had no beginning. False if there is no room. */
    public boolean append(UUID id, ByteBuffer content) {
        Frame frame = new Frame(Kind.CLOSED, id, content);
        synchronized (lock) {
            if (segments.room() < frame.size()) {
                return false;
            }
            segments.forWriting(frame).append(frame);
            waiting++;
            return true;
        }
    }

    /** Whether so many bytes more, or some fewer in several entries, certainly fit. */
    public boolean hasRoom(int bytes) {
        synchronized (lock) {
            return segments.room() >= bytes;
        }
    }

    /** Ends that no reader has released. */
    public long waiting() {
        synchronized (lock) {
            return waiting;
        }
    }

    /** Where the reader is. */
    public Position position() {
        return bookmark.latest().position();
    }

    /** What the reader noted there; empty if it never did. */
    public ByteBuffer note() {
        return bookmark.latest().note().duplicate();
    }

    /**
     * Keeper: makes the files that will be needed next, and finishes what {@link #release} had no room for. Fails if the
     * disk does not give them.
     */
    public void prepare() throws IOException {
        try {
            housekeeping.letGo();
        } finally {
            housekeeping.prepare();
        }
    }

    /** Keeper: everything written so far survives a power cut. Only that is given to the reader. */
    public void force() {
        housekeeping.force();
    }

    /** Keeper: the next ends after {@code from}, in order, until either measure is full. */
    public Batch read(Position from, int most, int mostBytes) throws IOException {
        List<Segment> unread;
        synchronized (lock) {
            unread = segments.since(from);
        }
        List<ByteBuffer> contents = new ArrayList<>();
        Position end = from;
        AtomicInteger bytes = new AtomicInteger();
        for (Segment segment : unread) {
            int offset = segment.number() == from.segment() ? from.offset() : Segment.HEADER;
            int read = segment.visit(offset, segment.durable(), (where, at, frame) -> {
                if (contents.size() == most || bytes.get() >= mostBytes) {
                    return false;
                }
                // Beginnings count: the ends keep the pieces of the file that hold both.
                bytes.addAndGet(frame.size());
                if (frame.kind() == Kind.CLOSED) {
                    contents.add(frame.content());
                }
                return true;
            });
            end = new Position(segment.number(), read);
            if (read < segment.end()) {
                // Also where the rest is not on the disk yet, though a newer file may have begun meanwhile.
                break;
            }
        }
        return new Batch(contents, end);
    }

    /** Keeper: {@code count} ends up to {@code position} are safe elsewhere. Deletes files that nobody needs any more. */
    public void release(Position position, int count, ByteBuffer note) {
        bookmark.move(position, note);
        try {
            housekeeping.letGo();
        } catch (IOException e) {
            // The next prepare() tries again, and complains.
        }
        synchronized (lock) {
            waiting -= count;
        }
    }

    /** Keeper: ends without losing anything; the next process goes on with it. */
    @Override
    public void close() throws IOException {
        force();
        bookmark.force();
        synchronized (lock) {
            segments.close();
        }
        folder.close();
    }

    /** Keeper: for a spool whose every end is safe elsewhere. */
    public void delete() throws IOException {
        synchronized (lock) {
            segments.delete();
        }
        folder.delete();
    }

    /** Lets go of the lock and of nothing else: what a killed process does. For tests. */
    void abandon() throws IOException {
        folder.close();
    }
}
