package dev.mcpgateway.docgen.pdf;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.mcpgateway.docgen.font.Script;
import dev.mcpgateway.docgen.font.Typeface;
import dev.mcpgateway.docgen.highlight.Token;
import dev.mcpgateway.docgen.model.Image;
import dev.mcpgateway.docgen.model.Inline;
import dev.mcpgateway.docgen.work.Budget;

/** Breaks text into lines of a given width: at spaces, between ideographs, and inside a word that alone is too wide. */
final class LineSetter {

    private static final double LEADING = 1.42;
    private static final double POINTS_PER_PIXEL = 0.75;

    private final String linkColour;
    private final double pageHeight;
    private final Glyphs glyphs;
    private final Budget budget;

    LineSetter(String linkColour, double pageHeight, Budget budget) {
        this.linkColour = linkColour;
        this.pageHeight = pageHeight;
        this.glyphs = new Glyphs(budget);
        this.budget = budget;
    }

    List<Line> set(List<Inline> content, Look look, double width) {
        Setting setting = new Setting(look, width);
        for (Inline inline : content) {
            budget.check();
            if (inline instanceof Inline.Run run) {
                setting.text(run.text(), styled(look, run));
            } else if (inline instanceof Inline.Picture picture) {
                setting.picture(picture.image(), look.linked(picture.link()));
            } else if (inline instanceof Inline.NoteRef note) {
                setting.text(
                        Integer.toString(note.number()),
                        look.raised().coloured(linkColour).linked("#note " + note.number()));
            } else {
                setting.endLine();
            }
        }
        return setting.finish();
    }

    /** Code: every space counts, and a line breaks wherever it is full. */
    List<Line> setCode(List<Token> tokens, Look look, double width) {
        Setting setting = new Setting(look, width);
        for (Token token : tokens) {
            String colour = token.kind().colour();
            setting.verbatim(token.text(), colour.isEmpty() ? look : look.coloured(colour));
        }
        return setting.finish();
    }

    List<Line> set(String text, Look look, double width) {
        Setting setting = new Setting(look, width);
        setting.text(text, look);
        return setting.finish();
    }

    /** Width of the widest word and of everything on one line. */
    double[] extent(List<Inline> content, Look look) {
        double widestWord = 0;
        double all = 0;
        for (Line line : set(content, look, Double.MAX_VALUE)) {
            all = Math.max(all, line.width());
        }
        for (Inline inline : content) {
            if (inline instanceof Inline.Run run) {
                for (String word : run.text().split(" ", -1)) {
                    widestWord = Math.max(widestWord, glyphs.width(word, styled(look, run)));
                }
            }
        }
        return new double[] {Math.min(widestWord, all), all};
    }

    private Look styled(Look base, Inline.Run run) {
        Inline.Style style = run.style();
        Look look = style.code()
                ? new Look(
                        Typeface.MONO,
                        base.size() * 0.92,
                        base.heavy(),
                        base.slanted(),
                        false,
                        true,
                        0,
                        base.colour(),
                        null)
                : base;
        look = style.bold() ? look.heavier() : look;
        look = style.italic() ? look.slantedToo() : look;
        if (run.link() != null) {
            look = look.coloured(linkColour).linked(run.link());
        }
        return style.struck()
                ? new Look(
                        look.typeface(),
                        look.size(),
                        look.heavy(),
                        look.slanted(),
                        true,
                        look.shaded(),
                        0,
                        look.colour(),
                        look.link())
                : look;
    }

    /** One paragraph on its way into lines. */
    private final class Setting {
        private final Look base;
        private final double room;
        private final List<Line> lines = new ArrayList<>();
        private List<Piece> line = new ArrayList<>();
        private double used;
        private List<Piece> word = new ArrayList<>();
        private double wordWidth;
        private @Nullable Piece space;

        Setting(Look base, double room) {
            this.base = base;
            this.room = Math.max(room, 2 * base.size());
        }

        void text(String text, Look look) {
            int before = 0;
            for (int i = 0; i < text.length(); ) {
                int c = text.codePointAt(i);
                i += Character.charCount(c);
                if (c == ' ' || c == '\n' || c == '\t') {
                    endWord();
                    if (space == null && !line.isEmpty()) {
                        space = new Piece(look, look.typeface().face(look.heavy(), look.slanted()));
                        space.add(space.face.glyph(' '), ' ');
                    }
                } else {
                    if (before != 0 && Script.breaksBetween(before, c)) {
                        endWord();
                    }
                    glyphs.add(word, c, look);
                }
                before = c;
            }
            measure();
        }

        void verbatim(String text, Look look) {
            text.codePoints().forEach(c -> glyphs.add(word, c, look));
            measure();
        }

        void picture(Image image, Look look) {
            endWord();
            double width = image.width() * POINTS_PER_PIXEL;
            double height = image.height() * POINTS_PER_PIXEL;
            double scale = Math.min(1, Math.min(room / width, pageHeight * 0.9 / height));
            word.add(new Piece(look, look.typeface().face(false, false), image, width * scale, height * scale));
            endWord();
        }

        void endLine() {
            endWord();
            budget.check();
            double tallest = 0;
            for (Piece piece : line) {
                tallest = Math.max(tallest, piece.pictureHeight);
            }
            double leading = base.size() * LEADING;
            boolean pictured = tallest > leading;
            double height = pictured ? tallest + leading * 0.4 : leading;
            double baseline = pictured ? tallest + leading * 0.1 : leading * 0.5 + base.size() * 0.34;
            lines.add(new Line(line, used, height, baseline));
            line = new ArrayList<>();
            used = 0;
            space = null;
        }

        List<Line> finish() {
            endWord();
            if (!line.isEmpty() || lines.isEmpty()) {
                endLine();
            }
            return lines;
        }

        private void measure() {
            wordWidth = 0;
            for (Piece piece : word) {
                wordWidth += piece.width;
            }
        }

        private void endWord() {
            if (word.isEmpty()) {
                return;
            }
            measure();
            List<Piece> pieces = word;
            double width = wordWidth;
            word = new ArrayList<>();
            wordWidth = 0;
            double gap = space == null ? 0 : space.width;
            if (!line.isEmpty() && used + gap + width > room) {
                endLine();
                gap = 0;
            }
            if (space != null && gap > 0) {
                place(space);
            }
            space = null;
            if (width > room) {
                pieces.forEach(this::placeByGlyph);
            } else {
                pieces.forEach(this::place);
            }
        }

        private void place(Piece piece) {
            used += piece.width;
            int last = line.size() - 1;
            if (last >= 0 && line.get(last).continues(piece)) {
                line.get(last).join(piece);
            } else {
                line.add(piece);
            }
        }

        private void placeByGlyph(Piece piece) {
            if (piece.picture != null) {
                place(piece);
                return;
            }
            Piece part = new Piece(piece.look, piece.face);
            for (int i = 0; i < piece.length; i++) {
                if (used + part.width + piece.advance(piece.glyph(i)) > room && (part.length > 0 || !line.isEmpty())) {
                    place(part);
                    endLine();
                    part = new Piece(piece.look, piece.face);
                }
                part.add(piece.glyph(i), piece.codePoint(i));
            }
            place(part);
        }
    }
}
