package dev.mcpgateway.bench.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The events of a stream as the tool writes them, each in a chunk of its own: its number, and when it left. */
final class Events {
    static final byte[] HEAD =
            ascii("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
    static final byte[] DATA = ascii("data:");
    static final byte[] PROGRESS = ascii(
            "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":1,\"progress\":");
    static final byte[] MESSAGE = ascii(",\"message\":\"");
    static final byte[] RESULT =
            ascii("data: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"structuredContent\":{\"sent\":");

    private static final byte[] NAME = ascii("event: message\n");
    private static final byte[] PROGRESS_END = ascii("\"}}\n\n");
    private static final byte[] RESULT_END =
            ascii("},\"resultType\":\"complete\",\"content\":[],\"isError\":false}}\n\n");
    private static final byte[] LAST_CHUNK = ascii("0\r\n\r\n");
    private static final byte[] HEX = ascii("0123456789abcdef");
    private static final byte[] BLANKS = ascii(" ".repeat(64 * 1024));
    private static final byte[] LINE_END = ascii("\r\n");

    private Events() {}

    static void progress(ByteBuffer out, long number, long nanos, int padding) {
        int length = NAME.length
                + PROGRESS.length
                + digits(number)
                + MESSAGE.length
                + digits(nanos)
                + padding
                + PROGRESS_END.length;
        size(out, length);
        out.put(NAME).put(PROGRESS);
        decimal(out, number);
        out.put(MESSAGE);
        decimal(out, nanos);
        for (int left = padding; left > 0; left -= BLANKS.length) {
            out.put(BLANKS, 0, Math.min(left, BLANKS.length));
        }
        out.put(PROGRESS_END).put(LINE_END);
    }

    /** The answer to the call, and the end of the body. */
    static void result(ByteBuffer out, long sent) {
        size(out, NAME.length + RESULT.length + digits(sent) + RESULT_END.length);
        out.put(NAME).put(RESULT);
        decimal(out, sent);
        out.put(RESULT_END).put(LINE_END).put(LAST_CHUNK);
    }

    private static void size(ByteBuffer out, int length) {
        for (int shift = 28 - Integer.numberOfLeadingZeros(length) / 4 * 4; shift >= 0; shift -= 4) {
            out.put(HEX[length >>> shift & 15]);
        }
        out.put(LINE_END);
    }

    private static int digits(long number) {
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        return digits;
    }

    private static void decimal(ByteBuffer out, long number) {
        int end = out.position() + digits(number);
        long rest = number;
        for (int at = end - 1; at >= out.position(); at--) {
            out.put(at, (byte) ('0' + rest % 10));
            rest /= 10;
        }
        out.position(end);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
