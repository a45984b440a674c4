package dev.mcpgateway.spool;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** The files of one spool and the room in them. Guarded by the spool's lock. */
final class Segments {
    private static final int SPARES = 2;
    private static final int LARGEST_FRAME = Frame.size(Shape.LARGEST_CONTENT);

    private final Shape shape;
    /** With entries, in order; the last one is written to, if it has been begun. */
    private final Deque<Segment> live = new ArrayDeque<>();

    private final Deque<Segment> spares = new ArrayDeque<>();
    private @Nullable Segment current;
    private long nextNumber;
    private long reserved;
    /** Room beyond the limit, for what lets files go and for nobody else. */
    private long extra;

    Segments(Shape shape) {
        this.shape = shape;
    }

    /** One that an earlier process wrote. */
    void recovered(Segment segment) {
        live.add(segment);
        startAt(segment.number() + 1);
    }

    void startAt(long number) {
        nextNumber = Math.max(nextNumber, number);
    }

    /** Room for the ends of all that is open, and some to go on with. */
    boolean wantsMore() {
        return spares.size() < SPARES + reserved / shape.segment() && spares.size() + live.size() < shape.segments();
    }

    long takeNumber() {
        return nextNumber++;
    }

    void addSpare(Segment made) {
        spares.add(made);
    }

    /** A spare for what lets files go. Beyond the limit it gives nobody else more room than before. */
    void addExtra(Segment made) {
        spares.add(made);
        if (isBeyondLimit()) {
            extra += made.room() - LARGEST_FRAME;
        }
    }

    private boolean isBeyondLimit() {
        return spares.size() + live.size() > shape.segments();
    }

    void spendExtra(int bytes) {
        extra = Math.max(0, extra - bytes);
    }

    void reserve(int bytes) {
        reserved += bytes;
    }

    /** What certainly fits. An entry stands in one file, so a little is lost at the end of each. */
    long room() {
        long room = -reserved - extra - LARGEST_FRAME;
        if (current != null) {
            room += current.room();
        }
        for (Segment spare : spares) {
            room += spare.room() - LARGEST_FRAME;
        }
        return room;
    }

    /** The same for what lets files go: beginnings that move on, and ends of what an earlier process began. */
    long roomAndExtra() {
        return room() + extra;
    }

    /** For a frame that has been found to fit: the file it is to be written to. */
    Segment forWriting(Frame frame) {
        Segment segment = current;
        if (segment == null || segment.room() < frame.size()) {
            segment = spares.remove();
            live.add(segment);
            current = segment;
        }
        return segment;
    }

    boolean isWritten(Segment segment) {
        return segment == current;
    }

    List<Segment> dirty() {
        return live.stream()
                .filter(segment -> segment.end() > segment.durable())
                .toList();
    }

    List<Segment> since(Position position) {
        return live.stream()
                .filter(segment -> segment.number() >= position.segment())
                .toList();
    }

    List<Segment> readBefore(Position position) {
        return live.stream()
                .filter(segment -> segment != current && segment.number() < position.segment())
                .toList();
    }

    void remove(Segment segment) {
        live.remove(segment);
        extra = isBeyondLimit() ? extra : 0;
    }

    /** What holds entries stays on the disk. */
    void close() throws IOException {
        for (Segment segment : live) {
            segment.close();
        }
        forgetLive();
    }

    void delete() throws IOException {
        for (Segment segment : new ArrayList<>(live)) {
            segment.delete();
        }
        forgetLive();
    }

    private void forgetLive() throws IOException {
        for (Segment segment : spares) {
            segment.delete();
        }
        live.clear();
        spares.clear();
        current = null;
    }
}
