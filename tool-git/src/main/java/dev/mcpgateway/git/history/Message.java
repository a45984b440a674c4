package dev.mcpgateway.git.history;

import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.util.RawParseUtils;
import org.jspecify.annotations.Nullable;

/**
 * What was said with a commit or tag. A long one is cut before it becomes text: git sets it no limit, and a page has one.
 *
 * @param text without the line end at its end
 * @param truncated what is missing
 */
record Message(String text, @Nullable String truncated) {
    private static final int LONGEST_CHARACTER = 4;

    /** @param commit with its body parsed */
    static Message of(RevCommit commit, int mostBytes) {
        byte[] raw = commit.getRawBuffer();
        return of(raw, RawParseUtils.commitMessage(raw, 0), raw.length, mostBytes);
    }

    /** @param tag with its body parsed */
    static Message of(RevTag tag, int mostBytes) {
        byte[] raw = tag.getRawBuffer();
        byte[] signature = tag.getRawGpgSignature();
        int end = raw.length - (signature == null ? 0 : signature.length);
        return of(raw, RawParseUtils.tagMessage(raw, 0), end, mostBytes);
    }

    private static Message of(byte[] raw, int start, int end, int mostBytes) {
        if (start < 0 || start >= end) {
            return new Message("", null);
        }
        int shown = end - start > mostBytes ? wholeCharacters(raw, start + mostBytes) : end;
        String text = RawParseUtils.decode(RawParseUtils.guessEncoding(raw), raw, start, shown);
        return new Message(
                text.stripTrailing(),
                shown == end
                        ? null
                        : "The message was cut after " + (shown - start) + " of " + (end - start) + " bytes.");
    }

    /** One step back for each byte that goes on with a character of UTF-8; half of one would make all of it unreadable. */
    private static int wholeCharacters(byte[] raw, int end) {
        int whole = end;
        while (end - whole < LONGEST_CHARACTER - 1 && (raw[whole] & 0xc0) == 0x80) {
            whole--;
        }
        return whole;
    }
}
