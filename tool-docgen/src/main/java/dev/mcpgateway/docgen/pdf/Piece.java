package dev.mcpgateway.docgen.pdf;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import dev.mcpgateway.docgen.font.Face;
import dev.mcpgateway.docgen.model.Image;

/** Glyphs of one face and look that stand side by side, or one picture. Grows while a line is set. */
final class Piece {

    final Look look;
    final Face face;
    final @Nullable Image picture;
    final double pictureHeight;
    double width;
    int length;
    private int[] glyphs = new int[8];
    private int[] codePoints = new int[8];

    Piece(Look look, Face face) {
        this.look = look;
        this.face = face;
        this.picture = null;
        this.pictureHeight = 0;
    }

    Piece(Look look, Face face, Image picture, double width, double height) {
        this.look = look;
        this.face = face;
        this.picture = picture;
        this.pictureHeight = height;
        this.width = width;
    }

    int glyph(int index) {
        return glyphs[index];
    }

    int codePoint(int index) {
        return codePoints[index];
    }

    void add(int glyph, int codePoint) {
        if (length == glyphs.length) {
            glyphs = Arrays.copyOf(glyphs, 2 * length);
            codePoints = Arrays.copyOf(codePoints, 2 * length);
        }
        glyphs[length] = glyph;
        codePoints[length++] = codePoint;
        width += advance(glyph);
    }

    double advance(int glyph) {
        return face.advance(glyph) * look.size() / 1000;
    }

    boolean continues(Piece other) {
        return picture == null && other.picture == null && face == other.face && look.equals(other.look);
    }

    void join(Piece other) {
        for (int i = 0; i < other.length; i++) {
            add(other.glyphs[i], other.codePoints[i]);
        }
    }
}
