package dev.mcpgateway.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** An HTTP answer as far as it has arrived, in whatever pieces: its body without what frames it. */
final class HttpAnswer {
    private static final int LARGEST = 16 * 1024;
    private static final String LENGTH = "\r\ncontent-length:";
    private static final String CHUNKED = "\r\ntransfer-encoding: chunked";
    private static final int CRLF = 2;

    private final byte[] bytes = new byte[LARGEST];
    private int have;
    private int bodyStart;
    private int bodyEnd;
    private boolean isChunked;

    /** What is not read yet: of the body, or of a chunk with its line end; 0 before a chunk's size. */
    private int left;

    private int at;
    private boolean isLast;

    void begin() {
        have = 0;
        bodyStart = 0;
        bodyEnd = 0;
        left = 0;
        isLast = false;
    }

    /** Takes what has arrived; true when the answer is whole. */
    boolean take(ByteBuffer arrived) throws IOException {
        int more = arrived.remaining();
        if (more > bytes.length - have) {
            throw new IOException("an answer of more than " + LARGEST + " bytes");
        }
        arrived.get(bytes, have, more);
        have += more;
        if (bodyStart == 0 && !readHead()) {
            return false;
        }
        boolean isWhole = isChunked ? readChunks() : readRest();
        if (isWhole && at < have) {
            throw new IOException("more arrived than one answer");
        }
        return isWhole;
    }

    /** Whether any of its body is there. */
    boolean hasBegun() {
        return bodyEnd > bodyStart;
    }

    boolean is(Expected expected) {
        return expected.is(bytes, bodyStart, bodyEnd);
    }

    /** Everything so far, for those who want to know what was wrong with it. */
    String text() {
        return new String(bytes, 0, bodyStart == 0 ? have : bodyEnd, StandardCharsets.UTF_8);
    }

    private boolean readHead() throws IOException {
        for (int i = 3; i < have; i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n' && bytes[i - 3] == '\r') {
                bodyStart = i + 1;
                bodyEnd = bodyStart;
                at = bodyStart;
                String head = new String(bytes, 0, bodyStart, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
                isChunked = head.contains(CHUNKED);
                left = isChunked ? 0 : contentLength(head);
                return true;
            }
        }
        return false;
    }

    private boolean readRest() {
        int some = Math.min(left, have - at);
        at += some;
        left -= some;
        bodyEnd = at;
        return left == 0;
    }

    /** Moves each chunk to where the one before ended. */
    private boolean readChunks() throws IOException {
        while (true) {
            int some = Math.min(left, have - at);
            int ofBody = Math.max(0, Math.min(some, left - CRLF));
            System.arraycopy(bytes, at, bytes, bodyEnd, ofBody);
            bodyEnd += ofBody;
            at += some;
            left -= some;
            if (left > 0 || isLast) {
                return left == 0;
            }
            int lineEnd = at;
            while (lineEnd < have && bytes[lineEnd] != '\n') {
                lineEnd++;
            }
            if (lineEnd == have) {
                return false;
            }
            int size = size(new String(bytes, at, lineEnd - at, StandardCharsets.US_ASCII));
            at = lineEnd + 1;
            left = size + CRLF;
            isLast = size == 0;
        }
    }

    private static int size(String line) throws IOException {
        try {
            return Integer.parseInt(line.strip(), 16);
        } catch (NumberFormatException e) {
            throw new IOException("'" + line.strip() + "' is not the size of a chunk", e);
        }
    }

    private static int contentLength(String head) throws IOException {
        int at = head.indexOf(LENGTH);
        if (at < 0) {
            throw new IOException("the answer does not say its length: " + head.strip());
        }
        int from = at + LENGTH.length();
        return Integer.parseInt(head.substring(from, head.indexOf('\r', from)).strip());
    }
}
