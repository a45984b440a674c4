package dev.mcpgateway.git.call;

import java.time.Duration;

/**
 * How much one call may take. Whatever hits a limit is cut there, says so, and can mostly be continued with a cursor.
 *
 * @param time how long one call works before it answers with what it has
 * @param blobBytes a file larger than this is never loaded, only named
 * @param pageBytes about how much text one answer carries
 * @param lineChars a longer line is cut here
 * @param changedFiles how many files of one commit or comparison are looked at
 */
public record Limits(Duration time, int blobBytes, int pageBytes, int lineChars, int changedFiles) {
    public static final Limits DEFAULT = new Limits(Duration.ofSeconds(10), 4 << 20, 256 << 10, 4_000, 20_000);

    public Limits {
        require(!time.isNegative() && !time.isZero(), "time", "positive");
        require(blobBytes >= 1024 && blobBytes <= 64 << 20, "blob-bytes", "between 1 KiB and 64 MiB");
        require(pageBytes >= 1024 && pageBytes <= 8 << 20, "page-bytes", "between 1 KiB and 8 MiB");
        require(lineChars >= 80, "line-chars", "at least 80");
        require(changedFiles >= 1, "changed-files", "at least 1");
    }

    /** As much of a line as is shown. */
    public String cutLine(String line) {
        return line.length() <= lineChars ? line : line.substring(0, cutAt(line, 0)) + "…";
    }

    /** Where the line that begins there ends, if it is longer than may be shown: not within a character. */
    public int cutAt(String text, int begin) {
        int end = begin + lineChars;
        return Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    }

    private static void require(boolean holds, String setting, String what) {
        if (!holds) {
            throw new IllegalArgumentException("limits." + setting + " must be " + what);
        }
    }
}
