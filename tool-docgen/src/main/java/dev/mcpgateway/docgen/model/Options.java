package dev.mcpgateway.docgen.model;

/** How the document should look; complete, with nothing left to default. */
public record Options(
        Page page,
        boolean tableOfContents,
        String header,
        String footer,
        boolean pageNumbers,
        Theme theme,
        Metadata metadata) {

    /** Sizes in points (1/72 inch), already turned for landscape. */
    public record Page(double width, double height, double top, double right, double bottom, double left) {
        public static final double POINTS_PER_MM = 72 / 25.4;

        public double textWidth() {
            return width - left - right;
        }

        public double textHeight() {
            return height - top - bottom;
        }
    }

    /** {@code date} is ISO 8601 (2026-11-20) or empty: a document never takes the clock's word, or two runs would differ. */
    public record Metadata(String author, String subject, String keywords, String language, String date) {
        public static final Metadata NONE = new Metadata("", "", "", "en", "");
    }

    public static final Options DEFAULT = new Options(
            new Page(595.28, 841.89, 70.87, 70.87, 70.87, 70.87), false, "", "", true, Theme.CLEAN, Metadata.NONE);
}
