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
        if (line.length() <= lineChars) {
            return line;
        }
        boolean splitsCharacter = Character.isHighSurrogate(line.charAt(lineChars - 1));
        return line.substring(0, splitsCharacter ? lineChars - 1 : lineChars) + "…";
    }

    private static void require(boolean holds, String setting, String what) {
        if (!holds) {
            throw new IllegalArgumentException("limits." + setting + " must be " + what);
        }
    }
}
