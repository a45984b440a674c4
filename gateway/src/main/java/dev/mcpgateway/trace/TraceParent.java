package dev.mcpgateway.trace;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A {@code traceparent} as W3C Trace Context writes it: {@code 00-<trace>-<span>-<flags>}, in lower-case hex. Anything
 * that does not read exactly so is no traceparent, and nothing of it is repeated anywhere.
 */
public record TraceParent(String traceId, String spanId, boolean sampled) {
    public static final String NAME = "traceparent";
    public static final String STATE = "tracestate";

    private static final int LENGTH = 55;
    private static final int TRACE = 3;
    private static final int SPAN = 36;
    private static final int FLAGS = 53;

    public static Optional<TraceParent> of(@Nullable String text) {
        // A later version may add fields, but begins with these.
        boolean fits = text != null
                && text.length() >= LENGTH
                && (text.length() == LENGTH || (text.charAt(LENGTH) == '-' && !text.startsWith("00")))
                && isHex(text, 0, 2)
                && !text.startsWith("ff")
                && text.charAt(TRACE - 1) == '-'
                && isId(text, TRACE, SPAN - 1)
                && text.charAt(SPAN - 1) == '-'
                && isId(text, SPAN, FLAGS - 1)
                && text.charAt(FLAGS - 1) == '-'
                && isHex(text, FLAGS, LENGTH);
        if (text == null || !fits) {
            return Optional.empty();
        }
        boolean sampled = (Character.digit(text.charAt(LENGTH - 1), 16) & 1) == 1;
        return Optional.of(new TraceParent(text.substring(TRACE, SPAN - 1), text.substring(SPAN, FLAGS - 1), sampled));
    }

    private static boolean isId(String text, int from, int to) {
        boolean allZero = true;
        for (int i = from; i < to; i++) {
            allZero &= text.charAt(i) == '0';
        }
        return !allZero && isHex(text, from, to);
    }

    private static boolean isHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }
}
