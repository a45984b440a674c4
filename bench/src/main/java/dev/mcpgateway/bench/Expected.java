package dev.mcpgateway.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What an answer must be, byte for byte: a refusal comes with status 200, too. */
final class Expected {
    private final byte[] bytes;
    private final boolean isAll;

    private Expected(byte[] bytes, boolean isAll) {
        this.bytes = bytes;
        this.isAll = isAll;
    }

    static Expected exactly(byte[] bytes) {
        return new Expected(bytes, true);
    }

    /** Only how it begins, because what follows is made for each answer. */
    static Expected beginning(String text) {
        return new Expected(text.getBytes(StandardCharsets.UTF_8), false);
    }

    boolean isAll() {
        return isAll;
    }

    boolean is(byte[] answer, int from, int to) {
        int compared = isAll ? to : Math.min(to, from + bytes.length);
        return Arrays.equals(answer, from, compared, bytes, 0, bytes.length);
    }
}
