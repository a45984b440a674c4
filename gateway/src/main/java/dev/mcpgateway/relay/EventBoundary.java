package dev.mcpgateway.relay;

import io.netty.buffer.ByteBuf;

/**
 * Follows a stream of server-sent events and knows one bit: whether it stands between two of them. Only there may
 * anything be put in. Lines end with LF, CR or CRLF, as the format allows.
 */
public final class EventBoundary {
    private static final byte CR = '\r';
    private static final byte LF = '\n';

    private boolean lineIsEmpty = true;
    private boolean here = true;
    private byte last = LF;
    private int matched;
    private boolean carriedId;
    private int events;

    /** Between two events, or before the first. */
    public boolean isHere() {
        return here;
    }

    /** Some event had an {@code id:}, so a client that loses the stream can take it up again. */
    public boolean carriedId() {
        return carriedId;
    }

    /** Returns how many events ended in these bytes. */
    public int see(ByteBuf bytes) {
        int before = events;
        int end = bytes.writerIndex();
        int cr = -1;
        for (int i = bytes.readerIndex(); i < end; i++) {
            see(bytes.getByte(i));
            if (isInsideLine()) {
                // Nothing matters before the line ends, and a search goes through a long one many bytes at a time.
                cr = cr > i ? cr : next(CR, bytes, i + 1, end);
                i = Math.min(cr, next(LF, bytes, i + 1, cr)) - 1;
                last = 0;
            }
        }
        return events - before;
    }

    private boolean isInsideLine() {
        return !lineIsEmpty && (matched < 0 || matched == 3);
    }

    /** Where {@code wanted} is next, or {@code end}. */
    private static int next(byte wanted, ByteBuf bytes, int from, int end) {
        int found = bytes.indexOf(from, end, wanted);
        return found < 0 ? end : found;
    }

    void see(byte next) {
        if (next == LF && last == CR) {
            // The second half of one line end. Between the halves the event was over already.
            last = next;
            return;
        }
        last = next;
        if (next == LF || next == CR) {
            events += lineIsEmpty && !here ? 1 : 0;
            here = lineIsEmpty;
            lineIsEmpty = true;
            matched = 0;
            return;
        }
        lineIsEmpty = false;
        here = false;
        matched = matched >= 0 && matched < 3 && next == "id:".charAt(matched) ? matched + 1 : -1;
        carriedId |= matched == 3;
    }
}
