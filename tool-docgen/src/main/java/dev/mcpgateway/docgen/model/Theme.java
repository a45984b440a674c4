package dev.mcpgateway.docgen.model;

/** A look, the same in all three formats. Colours are RRGGBB. */
public enum Theme {
    CLEAN(false, "1F3A5F", "1F2933", "0B5FBF"),
    CLASSIC(true, "1A1A1A", "1A1A1A", "7A1F1F"),
    PRINT(false, "000000", "000000", "000000");

    private final boolean serif;
    private final String heading;
    private final String text;
    private final String link;

    Theme(boolean serif, String heading, String text, String link) {
        this.serif = serif;
        this.heading = heading;
        this.text = text;
        this.link = link;
    }

    public boolean serif() {
        return serif;
    }

    public String heading() {
        return heading;
    }

    public String text() {
        return text;
    }

    public String link() {
        return link;
    }
}
