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
        for (int i = bytes.readerIndex(); i < bytes.writerIndex(); i++) {
            see(bytes.getByte(i));
        }
        return events - before;
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
