package dev.mcpgateway.docgen.pdf;

import java.util.ArrayList;
import java.util.List;

import dev.mcpgateway.docgen.model.Image;
import dev.mcpgateway.docgen.model.Options;

import static dev.mcpgateway.docgen.pdf.PdfFile.number;

/** One page. Measures from the top left, as reading goes; PDF measures from the bottom. */
final class Canvas {

    /** A rectangle that leads somewhere: an address, {@code #anchor}, {@code #note n} or {@code #ref n}. */
    record Link(double left, double top, double right, double bottom, String target) {}

    private final Options.Page page;
    private final PdfFile file;
    private final PdfFonts fonts;
    private final PdfImages images;
    private final StringBuilder operators = new StringBuilder();
    private final List<Link> links = new ArrayList<>();

    Canvas(Options.Page page, PdfFile file, PdfFonts fonts, PdfImages images) {
        this.page = page;
        this.file = file;
        this.fonts = fonts;
        this.images = images;
    }

    List<Link> links() {
        return links;
    }

    String operators() {
        return operators.toString();
    }

    void line(Line line, double left, double top) {
        double x = left;
        for (Piece piece : line.pieces()) {
            Look look = piece.look;
            double baseline = top + line.baseline() - look.rise();
            if (piece.picture != null) {
                image(piece.picture, x, baseline - piece.pictureHeight, piece.width, piece.pictureHeight);
            } else {
                text(piece, x, baseline);
            }
            if (look.link() != null) {
                link(x, top, x + piece.width, top + line.height(), look.link());
            }
            x += piece.width;
        }
    }

    void rectangle(double left, double top, double width, double height, String colour) {
        operators
                .append(rgb(colour))
                .append(" rg ")
                .append(number(left))
                .append(' ')
                .append(number(up(top + height)))
                .append(' ')
                .append(number(width))
                .append(' ')
                .append(number(height))
                .append(" re f\n");
    }

    void stroke(double x1, double y1, double x2, double y2, double thickness, String colour) {
        operators
                .append(rgb(colour))
                .append(" RG ")
                .append(number(thickness))
                .append(" w ")
                .append(number(x1))
                .append(' ')
                .append(number(up(y1)))
                .append(" m ")
                .append(number(x2))
                .append(' ')
                .append(number(up(y2)))
                .append(" l S\n");
    }

    private void text(Piece piece, double x, double baseline) {
        Look look = piece.look;
        if (look.shaded()) {
            rectangle(x - 0.6, baseline - look.size() * 0.86, piece.width + 1.2, look.size() * 1.14, "EEF1F4");
        }
        // Faces without a bold or slanted cut of their own get a thicker outline and a shear.
        boolean fakeBold = look.heavy() && !piece.face.heavy();
        boolean fakeSlant = look.slanted() && !piece.face.slanted();
        operators.append("BT ").append(rgb(look.colour())).append(" rg ");
        if (fakeBold) {
            operators
                    .append(rgb(look.colour()))
                    .append(" RG ")
                    .append(number(look.size() * 0.03))
                    .append(" w 2 Tr ");
        }
        operators
                .append('/')
                .append(PdfFonts.name(piece.face))
                .append(' ')
                .append(number(look.size()))
                .append(" Tf 1 0 ")
                .append(fakeSlant ? "0.21" : "0")
                .append(" 1 ")
                .append(number(x))
                .append(' ')
                .append(number(up(baseline)))
                .append(" Tm <");
        for (int i = 0; i < piece.length; i++) {
            operators.append(fonts.use(piece.face, piece.glyph(i), piece.codePoint(i)));
        }
        operators.append("> Tj").append(fakeBold ? " 0 Tr" : "").append(" ET\n");
        if (look.struck()) {
            double y = baseline - look.size() * 0.3;
            stroke(x, y, x + piece.width, y, look.size() * 0.06, look.colour());
        }
    }

    private void image(Image image, double left, double top, double width, double height) {
        operators
                .append("q ")
                .append(number(width))
                .append(" 0 0 ")
                .append(number(height))
                .append(' ')
                .append(number(left))
                .append(' ')
                .append(number(up(top + height)))
                .append(" cm /")
                .append(images.use(image, file))
                .append(" Do Q\n");
    }

    /** Neighbours with one target become one rectangle: a link of three words is one link. */
    private void link(double left, double top, double right, double bottom, String target) {
        int last = links.size() - 1;
        if (last >= 0) {
            Link before = links.get(last);
            if (before.target().equals(target) && before.top() == top && Math.abs(before.right() - left) < 6) {
                links.set(last, new Link(before.left(), top, right, bottom, target));
                return;
            }
        }
        links.add(new Link(left, top, right, bottom, target));
    }

    double up(double y) {
        return page.height() - y;
    }

    private static String rgb(String colour) {
        StringBuilder rgb = new StringBuilder();
        for (int i = 0; i < 6; i += 2) {
            rgb.append(i == 0 ? "" : " ").append(number(Integer.parseInt(colour.substring(i, i + 2), 16) / 255.0));
        }
        return rgb.toString();
    }
}
