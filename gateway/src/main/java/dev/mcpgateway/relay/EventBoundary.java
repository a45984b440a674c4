package dev.mcpgateway.relay;

import io.netty.buffer.ByteBuf;

/**
 * Follows a stream of server-sent events and knows one bit: whether it stands between two of them. Only there may
 * anything be put in. Lines end with LF, CR or CRLF, as the format allows.
 */
final class EventBoundary {
    private static final String DATA = "data:";
    private static final byte CR = '\r';
    private static final byte LF = '\n';

    /** Who wants to know what the events carry. */
    interface Listener {
        /** For whom the boundary alone matters. */
        Listener NOBODY = new Listener() {
            @Override
            public void data(ByteBuf bytes, int from, int to) {}

            @Override
            public void ended() {}
        };

        /** A part of what a data line says. */
        void data(ByteBuf bytes, int from, int to);

        /** An event is over. */
        void ended();
    }

    private final Listener listener;
    private boolean lineIsEmpty = true;
    private boolean here = true;
    private byte last = LF;
    private int matched;
    private int matchedOfData;
    private boolean carriedId;

    EventBoundary() {
        this(Listener.NOBODY);
    }

    EventBoundary(Listener listener) {
        this.listener = listener;
    }

    /** Between two events, or before the first. */
    boolean isHere() {
        return here;
    }

    /** Some event had an {@code id:}, so a client that loses the stream can take it up again. */
    boolean carriedId() {
        return carriedId;
    }

    void see(ByteBuf bytes) {
        int end = bytes.writerIndex();
        int cr = -1;
        for (int i = bytes.readerIndex(); i < end; i++) {
            boolean wasInEvent = !here;
            boolean wasInData = isInData();
            see(bytes.getByte(i));
            if (isInsideLine()) {
                // Nothing matters before the line ends, and a search goes through a long one many bytes at a time.
                cr = cr > i ? cr : next(CR, bytes, i + 1, end);
                int lineEnd = Math.min(cr, next(LF, bytes, i + 1, cr));
                if (isInData()) {
                    listener.data(bytes, wasInData ? i : i + 1, lineEnd);
                }
                i = lineEnd - 1;
                last = 0;
            } else if (wasInEvent && here) {
                listener.ended();
            }
        }
    }

    private boolean isInsideLine() {
        return !lineIsEmpty && (matched < 0 || matched == 3) && (matchedOfData < 0 || isInData());
    }

    /** What follows on this line is data. */
    boolean isInData() {
        return matchedOfData == DATA.length();
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
            here = lineIsEmpty;
            lineIsEmpty = true;
            matched = 0;
            matchedOfData = 0;
            return;
        }
        lineIsEmpty = false;
        here = false;
        matched = matched >= 0 && matched < 3 && next == "id:".charAt(matched) ? matched + 1 : -1;
        carriedId |= matched == 3;
        if (matchedOfData >= 0 && !isInData()) {
            matchedOfData = next == DATA.charAt(matchedOfData) ? matchedOfData + 1 : -1;
        }
    }
}
