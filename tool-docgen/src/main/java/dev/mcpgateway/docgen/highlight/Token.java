package dev.mcpgateway.docgen.highlight;

/** A stretch of code of one kind; the tokens of a text joined are the text. */
public record Token(Kind kind, String text) {

    /** Colours are RRGGBB and dark enough to read on the pale ground of a code block (WCAG AA). */
    public enum Kind {
        PLAIN(""),
        KEYWORD("8B1F6B"),
        TEXT("1B6B34"),
        NUMBER("9A4A00"),
        REMARK("5F6B76");

        private final String colour;

        Kind(String colour) {
            this.colour = colour;
        }

        /** Empty for the colour of the text around it. */
        public String colour() {
            return colour;
        }
    }
}
