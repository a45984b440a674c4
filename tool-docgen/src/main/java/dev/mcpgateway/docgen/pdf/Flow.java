package dev.mcpgateway.docgen.pdf;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import dev.mcpgateway.docgen.font.Typeface;
import dev.mcpgateway.docgen.highlight.Highlighter;
import dev.mcpgateway.docgen.highlight.Token;
import dev.mcpgateway.docgen.model.Block;
import dev.mcpgateway.docgen.model.Inline;
import dev.mcpgateway.docgen.model.Options;
import dev.mcpgateway.docgen.model.Theme;
import dev.mcpgateway.docgen.work.Budget;

/** Puts blocks one below the other, over as many pages as they need. */
final class Flow implements Block.Visitor {

    static final double TEXT = 10.5;
    private static final double[] HEADINGS = {20, 15.5, 12.8, 11.3, 10.5, 10.5};
    private static final double CODE = 8.8;
    private static final double PADDING = 6;
    private static final double INDENT = 18;
    private static final String RULE = "C9D1D9";
    private static final String GROUND = "F4F6F8";

    private final Sheets sheets;
    private final LineSetter setter;
    private final Theme theme;
    private final Look text;
    private final Budget budget;
    private final Deque<Double> quoteBars = new ArrayDeque<>();
    private double left;
    private double right;
    private double spacing = 7;

    Flow(Sheets sheets, LineSetter setter, Options options, Budget budget) {
        this.sheets = sheets;
        this.setter = setter;
        this.theme = options.theme();
        this.text = Look.of(theme.serif() ? Typeface.SERIF : Typeface.SANS, TEXT, theme.text());
        this.budget = budget;
        this.left = options.page().left();
        this.right = options.page().width() - options.page().right();
    }

    Look text() {
        return text;
    }

    void title(String title, String below) {
        Look look = headingLook(26);
        lines(setter.set(title, look, right - left), look, 0);
        if (!below.isEmpty()) {
            gap(3);
            Look small = text.coloured("5F6B76");
            lines(setter.set(below, small, right - left), small, 0);
        }
        gap(8);
        sheets.canvas().stroke(left, sheets.y(), right, sheets.y(), 1.2, theme.heading());
        gap(16);
    }

    @Override
    public void heading(Block.Heading heading) {
        double size = HEADINGS[Math.min(heading.level(), HEADINGS.length) - 1];
        Look look = headingLook(size);
        List<Line> lines = setter.set(heading.content(), look, right - left);
        gap(size * 0.9);
        // A heading at the foot of a page would stand alone.
        sheets.need(height(lines) + size * 0.4 + 2 * TEXT * 1.5);
        sheets.mark("#" + heading.anchor());
        lines(lines, look, 0);
        if (heading.level() == 1) {
            sheets.canvas().stroke(left, sheets.y() + 2, right, sheets.y() + 2, 0.6, RULE);
            gap(4);
        }
        gap(size * 0.35);
    }

    @Override
    public void paragraph(Block.Paragraph paragraph) {
        List<Line> lines = setter.set(paragraph.content(), text, right - left);
        markReferences(paragraph.content());
        lines(lines, text, 0);
        gap(spacing);
    }

    @Override
    public void code(Block.Code code) {
        Look look = Look.of(Typeface.MONO, CODE, theme.text());
        gap(2);
        sheets.need(3 * CODE * 1.42 + PADDING);
        ground(PADDING);
        for (List<Token> source : Highlighter.lines(code.language(), code.text())) {
            for (Line line : setter.setCode(source, look, right - left - 2 * PADDING)) {
                budget.check();
                if (line.height() > sheets.left() - PADDING) {
                    ground(Math.min(PADDING, sheets.left()));
                    sheets.turn();
                    ground(PADDING);
                }
                sheets.canvas().rectangle(left, sheets.y(), right - left, line.height() + 0.3, GROUND);
                bars(line.height());
                sheets.canvas().line(line, left + PADDING, sheets.y());
                sheets.advance(line.height());
            }
        }
        ground(PADDING);
        gap(spacing + 2);
    }

    @Override
    public void quote(Block.Quote quote) {
        quoteBars.addLast(left + 2);
        left += 14;
        all(quote.blocks());
        left -= 14;
        quoteBars.removeLast();
        gap(2);
    }

    @Override
    public void list(Block.Listing listing) {
        double before = spacing;
        double indent = INDENT + (listing.ordered() ? digits(listing) * TEXT * 0.5 : 0);
        int number = listing.start();
        for (Block.Item item : listing.items()) {
            spacing = listing.tight() ? 2.5 : before;
            sheets.need(TEXT * 1.5);
            marker(item, listing.ordered() ? number++ + "." : "•", indent);
            left += narrow() ? 0 : indent;
            all(item.blocks());
            left -= narrow() ? 0 : indent;
            if (item.blocks().isEmpty()) {
                sheets.advance(TEXT * 1.42);
            }
        }
        spacing = before;
        gap(listing.tight() ? spacing - 2.5 : 0);
    }

    @Override
    public void table(Block.Table table) {
        gap(3);
        new TableSetter(sheets, setter, text, theme, budget).draw(table, left, right, this::bars);
        gap(spacing + 4);
    }

    @Override
    public void rule() {
        gap(6);
        sheets.need(8);
        sheets.canvas().stroke(left, sheets.y(), right, sheets.y(), 0.8, RULE);
        gap(10);
    }

    void all(List<Block> blocks) {
        for (Block block : blocks) {
            budget.check();
            block.accept(this);
        }
    }

    /** A numbered note at the end of the text, with the way back. */
    void note(int number, List<Block> blocks) {
        double before = spacing;
        spacing = 3;
        sheets.need(2 * TEXT * 1.42);
        sheets.mark("#note " + number);
        Look look = text.coloured(theme.link()).linked("#ref " + number);
        sheets.canvas().line(setter.set(number + ".", look, INDENT * 1.5).get(0), left, sheets.y());
        left += INDENT * 1.2;
        all(blocks);
        left -= INDENT * 1.2;
        spacing = before;
    }

    private void lines(List<Line> lines, Look look, double indent) {
        double leading = look.size() * 1.42;
        for (int i = 0; i < lines.size(); i++) {
            budget.check();
            Line line = lines.get(i);
            boolean firstOfMany = i == 0 && lines.size() > 1;
            boolean lastButOne = i == lines.size() - 2 && i > 0;
            // Neither the first nor the last line of a paragraph stands alone on a page.
            sheets.need(firstOfMany || lastButOne ? line.height() + leading : line.height());
            bars(line.height());
            sheets.canvas().line(line, left + indent, sheets.y());
            sheets.advance(line.height());
        }
    }

    private void marker(Block.Item item, String marker, double indent) {
        Canvas canvas = sheets.canvas();
        if (item.done() == null) {
            Line line = setter.set(marker, text, indent * 2).get(0);
            canvas.line(line, left + Math.max(0, indent - 5 - line.width()), sheets.y());
            return;
        }
        double size = 8;
        double x = left + indent - 5 - size;
        double y = sheets.y() + 3.6;
        canvas.rectangle(x, y, size, size, theme.text());
        canvas.rectangle(x + 0.8, y + 0.8, size - 1.6, size - 1.6, "FFFFFF");
        if (item.done()) {
            canvas.stroke(x + 1.8, y + 4.2, x + 3.4, y + 6, 1.2, theme.text());
            canvas.stroke(x + 3.4, y + 6, x + 6.4, y + 2, 1.2, theme.text());
        }
    }

    /** Deep in nested lists there is no room left to indent into. */
    private boolean narrow() {
        return right - left < 120;
    }

    private void markReferences(List<Inline> content) {
        for (Inline inline : content) {
            if (inline instanceof Inline.NoteRef note) {
                sheets.mark("#ref " + note.number());
            }
        }
    }

    private void ground(double height) {
        sheets.canvas().rectangle(left, sheets.y(), right - left, height + 0.3, GROUND);
        bars(height);
        sheets.advance(height);
    }

    private void gap(double height) {
        if (!sheets.atTop()) {
            bars(Math.min(height, Math.max(0, sheets.left())));
            sheets.gap(height);
        }
    }

    private void bars(double height) {
        for (double x : quoteBars) {
            sheets.canvas().rectangle(x, sheets.y(), 2.4, height + 0.3, RULE);
        }
    }

    private Look headingLook(double size) {
        return Look.of(text.typeface(), size, theme.heading()).heavier();
    }

    private static int digits(Block.Listing listing) {
        return Integer.toString(listing.start() + listing.items().size()).length();
    }

    private static double height(List<Line> lines) {
        return lines.stream().mapToDouble(Line::height).sum();
    }
}
