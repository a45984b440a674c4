package dev.mcpgateway.docgen.work;

import java.time.Duration;

/** Upper bounds of one document. Reaching one refuses the document and names the limit; nothing is cut off silently. */
public record Limits(
        int contentChars,
        int nesting,
        int blocks,
        int tableCells,
        int images,
        int imageBytes,
        int imagePixels,
        long totalPixels,
        int pages,
        int outputBytes,
        Duration time) {

    public static final Limits DEFAULT = new Limits(
            1_000_000, 32, 50_000, 50_000, 100, 4 << 20, 16_000_000, 48_000_000, 500, 16 << 20, Duration.ofSeconds(30));
}
