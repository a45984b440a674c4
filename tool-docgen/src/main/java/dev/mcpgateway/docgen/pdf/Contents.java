package dev.mcpgateway.docgen.pdf;

import java.util.List;

import dev.mcpgateway.docgen.model.Block;
import dev.mcpgateway.docgen.model.Options;
import dev.mcpgateway.docgen.work.Budget;

/** The table of contents: each heading with a row of dots and its page, all of it a link. */
final class Contents {

    private static final double NUMBER_WIDTH = 34;

    private final Sheets front;
    private final LineSetter setter;
    private final Look text;
    private final Options options;
    private final Budget budget;

    Contents(Sheets front, LineSetter setter, Look text, Options options, Budget budget) {
        this.front = front;
        this.setter = setter;
        this.text = text;
        this.options = options;
        this.budget = budget;
    }

    void draw(List<Block.Heading> headings, Sheets body, int length) {
        double left = options.page().left();
        double right = options.page().width() - options.page().right();
        front.canvas();
        for (Block.Heading heading : PdfRenderer.listed(headings)) {
            budget.check();
            String target = "#" + heading.anchor();
            Look look = (heading.level() == 1 ? text.heavier() : text).linked(target);
            double indent = 16 * (heading.level() - 1);
            Sheets.Target place = body.targets().get(target);
            int page = place == null ? 0 : body.sheets().indexOf(place.sheet()) + 1 + length;
            List<Line> lines = setter.set(heading.text(), look, right - left - indent - NUMBER_WIDTH);
            front.gap(heading.level() == 1 ? 5 : 1);
            for (int i = 0; i < lines.size(); i++) {
                Line line = lines.get(i);
                front.need(line.height());
                front.canvas().line(line, left + indent, front.y());
                if (i == lines.size() - 1) {
                    Line number = setter.set(Integer.toString(page), look, NUMBER_WIDTH)
                            .get(0);
                    front.canvas().line(number, right - number.width(), front.y());
                    dots(left + indent + line.width() + 5, right - number.width() - 5, line);
                }
                front.advance(line.height());
            }
        }
    }

    private void dots(double from, double to, Line beside) {
        // On a fixed grid, so that the dots of all rows stand below each other.
        for (double x = Math.ceil(from / 5) * 5; x < to; x += 5) {
            front.canvas().rectangle(x, front.y() + beside.baseline() - 0.8, 0.8, 0.8, "8A949E");
        }
    }
}
