package dev.mcpgateway.relay;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;

import dev.mcpgateway.call.Outcome.Answered.Says;

/**
 * Tells from the bytes of a whole answer whether it is a result, a tool's own error, or a JSON-RPC error: by the keys
 * {@code error} and {@code result.isError}, without a tree. An answer that is no JSON says nothing, so it counts as a
 * result.
 */
public final class AnswerScan {
    private static final byte[] ERROR = "error".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RESULT = "result".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] IS_ERROR = "isError".getBytes(StandardCharsets.US_ASCII);

    private final ByteBuf json;
    private int at;

    private AnswerScan(ByteBuf json) {
        this.json = json;
        this.at = json.readerIndex();
    }

    public static Says of(ByteBuf json) {
        return new AnswerScan(json).scan();
    }

    private Says scan() {
        int depth = 0;
        boolean isInResult = false;
        while (at < json.writerIndex()) {
            byte next = json.getByte(at++);
            if (next == '{' || next == '[') {
                depth++;
            } else if (next == '}' || next == ']') {
                depth--;
            } else if (next == '"') {
                int from = at;
                int to = endOfString();
                if (depth == 1 && isKey()) {
                    if (equal(ERROR, from, to)) {
                        return Says.RPC_ERROR;
                    }
                    isInResult = equal(RESULT, from, to);
                } else if (depth == 2 && isInResult && equal(IS_ERROR, from, to) && isKey() && valueBegins('t')) {
                    return Says.TOOL_ERROR;
                }
            }
        }
        return Says.RESULT;
    }

    /** Leaves {@link #at} after the closing quote. */
    private int endOfString() {
        while (at < json.writerIndex()) {
            byte next = json.getByte(at++);
            if (next == '\\') {
                at++;
            } else if (next == '"') {
                return at - 1;
            }
        }
        return at;
    }

    private boolean isKey() {
        return valueBegins(':');
    }

    private boolean valueBegins(char wanted) {
        int look = at;
        while (look < json.writerIndex()) {
            byte next = json.getByte(look++);
            boolean isSkipped =
                    next == ' ' || next == '\n' || next == '\r' || next == '\t' || (next == ':' && wanted != ':');
            if (!isSkipped) {
                return next == wanted;
            }
        }
        return false;
    }

    private boolean equal(byte[] word, int from, int to) {
        if (to - from != word.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (json.getByte(from + i) != word[i]) {
                return false;
            }
        }
        return true;
    }
}
