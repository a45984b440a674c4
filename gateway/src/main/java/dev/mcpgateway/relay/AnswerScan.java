package dev.mcpgateway.relay;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import io.netty.buffer.ByteBuf;

import dev.mcpgateway.call.Outcome.Answered.Says;

/**
 * Tells from the bytes of a JSON-RPC message, as they come by, whether it is a result, a tool's own error, or a JSON-RPC
 * error: by the keys {@code error} and {@code result.isError}, without a tree and without keeping anything. What is no
 * JSON says nothing, so it counts as a result; so does what begins to speak of an error only after {@link #FURTHEST}.
 */
public final class AnswerScan {
    /** A gigabyte that passes through is not worth a look at every byte of it. */
    static final int FURTHEST = 1024 * 1024;

    private static final byte[] ERROR = ascii("error");
    private static final byte[] RESULT = ascii("result");
    private static final byte[] IS_ERROR = ascii("isError");

    private enum At {
        BETWEEN,
        IN_STRING,
        ESCAPED,
        /** After a string that may turn out to be a key. */
        AFTER_STRING,
        /** Before the value of {@code isError}. */
        BEFORE_VALUE
    }

    private int seen;
    private int depth;
    private boolean isInResult;
    private boolean isAnswer;
    private At at = At.BETWEEN;
    /** What the string read last could be, as far as it was read; null once it is something else. */
    private byte @Nullable [] word;

    private int matched;
    private Says says = Says.RESULT;

    /** What a whole message says. */
    public static Says of(ByteBuf json) {
        return new AnswerScan().see(json);
    }

    /** What was said so far, with these bytes. */
    public Says see(ByteBuf bytes) {
        see(bytes, bytes.readerIndex(), bytes.writerIndex());
        return says;
    }

    void see(ByteBuf bytes, int from, int to) {
        int end = Math.min(to, from + FURTHEST - seen);
        for (int i = from; i < end && says == Says.RESULT; i++) {
            see(bytes.getByte(i));
        }
        seen += end - from;
    }

    Says says() {
        return says;
    }

    /** Whether it answers a request, as far as it was read: a notification does not. */
    boolean isAnswer() {
        return isAnswer;
    }

    /** Another message begins. */
    void begin() {
        seen = 0;
        depth = 0;
        isInResult = false;
        isAnswer = false;
        at = At.BETWEEN;
        says = Says.RESULT;
    }

    private void see(byte next) {
        switch (at) {
            case IN_STRING -> inString(next);
            case ESCAPED -> at = At.IN_STRING;
            case BETWEEN -> between(next);
            case AFTER_STRING -> {
                if (next == ':') {
                    key();
                } else if (!isBlank(next)) {
                    at = At.BETWEEN;
                    between(next);
                }
            }
            case BEFORE_VALUE -> {
                if (next == 't') {
                    says = Says.TOOL_ERROR;
                } else if (!isBlank(next)) {
                    at = At.BETWEEN;
                    between(next);
                }
            }
        }
    }

    private void between(byte next) {
        if (next == '"') {
            at = At.IN_STRING;
            matched = 0;
            word = depth == 2 && isInResult ? IS_ERROR : null;
        } else if (next == '{' || next == '[') {
            depth++;
        } else if (next == '}' || next == ']') {
            depth--;
        }
    }

    private void inString(byte next) {
        if (next == '"') {
            at = At.AFTER_STRING;
            return;
        }
        if (next == '\\') {
            at = At.ESCAPED;
            // No key of ours is written with escapes by anybody who means it.
            word = null;
            matched = -1;
            return;
        }
        if (depth == 1 && matched == 0) {
            word = next == 'e' ? ERROR : RESULT;
        }
        matched = word != null && matched >= 0 && matched < word.length && word[matched] == next ? matched + 1 : -1;
    }

    private void key() {
        at = At.BETWEEN;
        byte[] read = word;
        boolean isWhole = read != null && matched == read.length;
        if (depth == 1) {
            isInResult = isWhole && read == RESULT;
            isAnswer |= isWhole;
            says = isWhole && read == ERROR ? Says.RPC_ERROR : Says.RESULT;
        } else if (isWhole) {
            at = At.BEFORE_VALUE;
        }
    }

    private static boolean isBlank(byte next) {
        return next == ' ' || next == '\n' || next == '\r' || next == '\t';
    }

    private static byte[] ascii(String word) {
        return word.getBytes(StandardCharsets.US_ASCII);
    }
}
