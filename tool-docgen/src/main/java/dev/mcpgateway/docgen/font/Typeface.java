package dev.mcpgateway.docgen.font;

/** Which face draws which character: the one asked for, else one that can. */
public enum Typeface {
    SANS(Face.SANS, Face.SANS_BOLD, Face.SANS_ITALIC, Face.SANS_BOLD_ITALIC),
    SERIF(Face.SERIF, Face.SERIF_BOLD, Face.SERIF_ITALIC, Face.SERIF_BOLD_ITALIC),
    MONO(Face.MONO, Face.MONO_BOLD, Face.MONO_ITALIC, Face.MONO_BOLD_ITALIC);

    /** {@code glyph} is 0 when no face of ours draws the character. */
    public record Drawn(Face face, int glyph) {}

    private final Face regular;
    private final Face bold;
    private final Face italic;
    private final Face boldItalic;

    Typeface(Face regular, Face bold, Face italic, Face boldItalic) {
        this.regular = regular;
        this.bold = bold;
        this.italic = italic;
        this.boldItalic = boldItalic;
    }

    public Face face(boolean heavy, boolean slanted) {
        if (heavy) {
            return slanted ? boldItalic : bold;
        }
        return slanted ? italic : regular;
    }

    public Drawn draw(int codePoint, boolean heavy, boolean slanted) {
        Face wanted = face(heavy, slanted);
        Face symbols = heavy ? Face.SYMBOLS_BOLD : Face.SYMBOLS;
        for (Face face : Script.eastAsian(codePoint)
                ? new Face[] {Face.CJK, wanted, symbols}
                : new Face[] {wanted, symbols, Face.CJK}) {
            int glyph = face.glyph(codePoint);
            if (glyph != 0) {
                return new Drawn(face, glyph);
            }
        }
        return new Drawn(wanted, 0);
    }
}
