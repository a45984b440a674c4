package dev.mcpgateway.bench.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Reads one answer of {@link StreamTool} in whatever pieces it comes, and tells of its events. What is no such answer,
 * a refusal for one, is a failure that shows how it began.
 */
final class AnswerReader {
    private enum At {
        HEAD,
        SIZE,
        CHUNK,
        AFTER_CHUNK,
        AFTER_LAST_CHUNK,
        OVER
    }

    /** Who wants to know. */
    interface Listener {
        void progress(long number, long sentNanos);

        /** @param sent how many events the tool says there were */
        void result(long sent);
    }

    private final Listener listener;
    /** HTTP's own lines, and those of the body: a chunk may end inside one of these. */
    private final Line framing = new Line();

    private final Line event = new Line();
    private int left;
    private boolean isStream;
    private boolean isAnswered;
    private At at = At.HEAD;

    AnswerReader(Listener listener) {
        this.listener = listener;
    }

    /** The head was there, and good. */
    boolean hasBegun() {
        return at != At.HEAD;
    }

    /** The result was there, and the body has ended as it should. */
    boolean isOver() {
        return at == At.OVER;
    }

    void read(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (at == At.CHUNK) {
                if (event.isWhole(next)) {
                    event();
                }
                left--;
                at = left == 0 ? At.AFTER_CHUNK : At.CHUNK;
            } else if (framing.isWhole(next)) {
                framing(bytes);
            }
        }
    }

    private void framing(ByteBuffer rest) throws IOException {
        switch (at) {
            case HEAD -> head(framing.take(), rest);
            case SIZE -> size(framing.take());
            case AFTER_CHUNK -> {
                framing.clear();
                at = At.SIZE;
            }
            case AFTER_LAST_CHUNK -> {
                if (!isAnswered) {
                    throw new IOException("the stream ended without a result");
                }
                at = At.OVER;
            }
            case CHUNK, OVER -> throw new IOException("more came after the end");
        }
    }

    private void head(String text, ByteBuffer rest) throws IOException {
        isStream |= text.toLowerCase(Locale.ROOT).startsWith("content-type: text/event-stream");
        if (text.isEmpty()) {
            if (!isStream) {
                throw new IOException("no stream, but: " + StandardCharsets.UTF_8.decode(rest));
            }
            at = At.SIZE;
        }
    }

    private void size(String text) throws IOException {
        try {
            left = Integer.parseInt(text, 16);
        } catch (NumberFormatException e) {
            throw new IOException("no size of a chunk: " + text, e);
        }
        at = left == 0 ? At.AFTER_LAST_CHUNK : At.CHUNK;
    }

    private void event() throws IOException {
        if (event.begins(Events.PROGRESS, 0)) {
            int message = event.endOfDigits(Events.PROGRESS.length);
            if (!event.begins(Events.MESSAGE, message)) {
                throw new IOException("an event that nobody sent: " + event.take());
            }
            listener.progress(event.number(Events.PROGRESS.length), event.number(message + Events.MESSAGE.length));
        } else if (event.begins(Events.RESULT, 0)) {
            isAnswered = true;
            listener.result(event.number(Events.RESULT.length));
        } else if (event.begins(Events.DATA, 0)) {
            throw new IOException("not the tool's: " + event.take());
        }
        event.clear();
    }

    /** A line as it grows. No beginning of one that matters is longer, and the beginning is enough. */
    private static final class Line {
        private final byte[] bytes = new byte[256];
        private int length;

        boolean isWhole(byte next) {
            if (next != '\n' && length < bytes.length) {
                bytes[length++] = next;
            }
            return next == '\n';
        }

        void clear() {
            length = 0;
        }

        String take() {
            int end = length > 0 && bytes[length - 1] == '\r' ? length - 1 : length;
            length = 0;
            return new String(bytes, 0, end, StandardCharsets.UTF_8);
        }

        boolean begins(byte[] with, int at) {
            return at + with.length <= length && Arrays.equals(bytes, at, at + with.length, with, 0, with.length);
        }

        int endOfDigits(int from) {
            int to = from;
            while (to < length && bytes[to] >= '0' && bytes[to] <= '9') {
                to++;
            }
            return to;
        }

        long number(int from) {
            long number = 0;
            for (int i = from; i < endOfDigits(from); i++) {
                number = number * 10 + bytes[i] - '0';
            }
            return number;
        }
    }
}
