package dev.mcpgateway.relay;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * Tells from the bytes of a JSON-RPC message, as they come by, whether its result holds a list of one of these names:
 * before the first item has come, without a tree and without keeping anything. A key that is written with escapes could
 * be any, so it counts as one of them.
 */
final class ListScan {
    private static final int LONGEST_KEY = 32;
    private static final byte[] RESULT = "result".getBytes(StandardCharsets.US_ASCII);

    private enum At {
        BETWEEN,
        IN_STRING,
        ESCAPED,
        /** After a string that may turn out to be a key. */
        AFTER_STRING
    }

    private final byte[][] lists;
    private final byte[] word = new byte[LONGEST_KEY];
    private int length;
    private boolean hasEscapes;
    private At at = At.BETWEEN;
    private int depth;
    private boolean isInResult;
    private boolean isList;

    /** @param lists no longer than {@link #LONGEST_KEY} bytes each */
    ListScan(Set<String> lists) {
        this.lists = lists.stream()
                .map(name -> name.getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
    }

    /** Whether the message is such a list, as far as it has come. */
    boolean isList() {
        return isList;
    }

    /** Another message begins. */
    void begin() {
        at = At.BETWEEN;
        depth = 0;
        isInResult = false;
        isList = false;
    }

    void see(byte next) {
        switch (at) {
            case BETWEEN -> between(next);
            case IN_STRING -> inString(next);
            case ESCAPED -> at = At.IN_STRING;
            case AFTER_STRING -> {
                if (next == ':') {
                    key();
                    at = At.BETWEEN;
                } else if (next > ' ') {
                    at = At.BETWEEN;
                    between(next);
                }
            }
        }
    }

    private void between(byte next) {
        switch (next) {
            case '"' -> {
                at = At.IN_STRING;
                length = 0;
                hasEscapes = false;
            }
            case '{' -> depth++;
            // The messages of a batch are looked at like others: around them depth begins at nothing.
            case '[' -> depth += depth > 0 ? 1 : 0;
            case '}', ']' -> depth -= depth > 0 ? 1 : 0;
            default -> {}
        }
    }

    private void inString(byte next) {
        if (next == '"') {
            at = At.AFTER_STRING;
        } else if (next == '\\') {
            at = At.ESCAPED;
            hasEscapes = true;
        } else {
            if (length < LONGEST_KEY) {
                word[length] = next;
            }
            length++;
        }
    }

    private void key() {
        if (depth == 1) {
            isInResult = hasEscapes || is(RESULT);
        } else if (depth == 2 && isInResult) {
            isList |= hasEscapes;
            for (byte[] list : lists) {
                isList |= is(list);
            }
        }
    }

    private boolean is(byte[] name) {
        return length == name.length && Arrays.equals(word, 0, length, name, 0, length);
    }
}
