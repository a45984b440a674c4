package dev.mcpgateway.docgen.pdf;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import dev.mcpgateway.docgen.font.Face;
import dev.mcpgateway.docgen.font.Script;
import dev.mcpgateway.docgen.font.Typeface;
import dev.mcpgateway.docgen.work.Budget;

/** Characters → glyphs. What cannot be drawn, or not drawn well, is said in a warning. */
final class Glyphs {

    private static final int REPLACEMENT = 0xFFFD;

    private final Budget budget;

    Glyphs(Budget budget) {
        this.budget = budget;
    }

    void add(List<Piece> word, int codePoint, Look look) {
        if (Script.invisible(codePoint)) {
            return;
        }
        if (Script.needsShaping(codePoint)) {
            budget.warn("PDF: letters from " + block(codePoint)
                    + " are set one by one from left to right, without joining or"
                    + " reordering. Use docx or html for such scripts.");
        }
        int c = codePoint == 0xA0 || codePoint == 0x202F ? ' ' : codePoint;
        Typeface.Drawn drawn = look.typeface().draw(c, look.heavy(), look.slanted());
        if (drawn.glyph() == 0) {
            budget.warn("PDF: no embedded font can draw U+"
                    + HexFormat.of().withUpperCase().toHexDigits(codePoint, 5)
                    + "; a replacement sign stands in its place.");
            drawn = new Typeface.Drawn(Face.SYMBOLS, Face.SYMBOLS.glyph(REPLACEMENT));
        }
        int last = word.size() - 1;
        if (last < 0
                || word.get(last).face != drawn.face()
                || !word.get(last).look.equals(look)) {
            word.add(new Piece(look, drawn.face()));
            last = word.size() - 1;
        }
        // The reader copies the character that was written, also where only a replacement could be drawn.
        word.get(last).add(drawn.glyph(), codePoint);
    }

    double width(String text, Look look) {
        List<Piece> pieces = new ArrayList<>();
        text.codePoints().forEach(c -> add(pieces, c, look));
        double width = 0;
        for (Piece piece : pieces) {
            width += piece.width;
        }
        return width;
    }

    private static String block(int codePoint) {
        return "U+" + HexFormat.of().withUpperCase().toHexDigits(codePoint & ~0xFF, 4);
    }
}
