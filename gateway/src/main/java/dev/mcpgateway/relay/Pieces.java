package dev.mcpgateway.relay;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Reason;

/**
 * Puts the parts of a message together again: of a JSON body as a whole, of a stream event by event. Holds no more than
 * the edit wants to see; what is larger fails or passes as it comes, as the edit says.
 */
final class Pieces {
    /** A stream may go on for days; what held one large event is not kept for the small ones that follow. */
    private static final int WORTH_KEEPING = 16 * 1024;

    private final Edit edit;
    private final boolean events;
    private final @Nullable ListScan scan;
    private final EventBoundary boundary = new EventBoundary();
    private ByteArrayOutputStream held = new ByteArrayOutputStream();
    private boolean passing;

    private Pieces(Edit edit, boolean events, @Nullable ListScan scan) {
        this.edit = edit;
        this.events = events;
        this.scan = scan;
    }

    static Pieces ofEvents(Edit edit) {
        return new Pieces(edit, true, edit.scan().orElse(null));
    }

    static Pieces ofOneMessage(Edit edit) {
        return new Pieces(edit, false, null);
    }

    List<Piece> next(byte[] bytes) {
        List<Piece> out = new ArrayList<>(2);
        int from = 0;
        if (events) {
            for (int i = 0; i < bytes.length; i++) {
                see(bytes[i]);
                boolean isHalfOfCrLf = bytes[i] == '\r' && i + 1 < bytes.length && bytes[i + 1] == '\n';
                if (boundary.isHere() && !isHalfOfCrLf) {
                    hold(bytes, from, i + 1, out);
                    release(out);
                    from = i + 1;
                }
            }
        }
        hold(bytes, from, bytes.length, out);
        return out;
    }

    /** What is left when the answer ends. An event that was never finished is none, and is not passed on. */
    List<Piece> end() {
        List<Piece> out = new ArrayList<>(1);
        if (!events) {
            release(out);
        }
        return out;
    }

    private void see(byte next) {
        boolean wasInData = boundary.isInData();
        boundary.see(next);
        if (scan != null && wasInData && boundary.isInData()) {
            scan.see(next);
        }
    }

    private void hold(byte[] bytes, int from, int to, List<Piece> out) {
        held.write(bytes, from, to - from);
        passing |= held.size() > edit.largest();
        if (passing && (scan == null ? edit.isOwedToEveryMessage() : scan.isList())) {
            throw CallFailure.of(
                    Reason.UPSTREAM_INVALID,
                    "the server's answer is larger than " + edit.largest() + " bytes; ask for smaller pages");
        }
        if (passing && held.size() > 0) {
            out.add(new Piece(taken(), false));
        }
    }

    private void release(List<Piece> out) {
        if (held.size() > 0) {
            out.add(new Piece(taken(), scan == null || scan.isList()));
        }
        passing = false;
        if (scan != null) {
            scan.begin();
        }
    }

    private byte[] taken() {
        byte[] bytes = held.toByteArray();
        if (bytes.length > WORTH_KEEPING) {
            held = new ByteArrayOutputStream();
        } else {
            held.reset();
        }
        return bytes;
    }
}
