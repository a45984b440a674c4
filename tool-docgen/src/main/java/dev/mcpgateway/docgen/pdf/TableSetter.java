package dev.mcpgateway.docgen.pdf;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;

import dev.mcpgateway.docgen.model.Block;
import dev.mcpgateway.docgen.model.Inline;
import dev.mcpgateway.docgen.model.Theme;
import dev.mcpgateway.docgen.work.Budget;

/** Tables: columns as wide as their content asks for, rows that may break over pages, the header again on each of them. */
final class TableSetter {

    private static final double PAD_X = 5;
    private static final double PAD_Y = 3;
    private static final String RULE = "C9D1D9";
    private static final String HEADER = "E9EDF2";

    private final Sheets sheets;
    private final LineSetter setter;
    private final Look text;
    private final Look header;
    private final Budget budget;
    private final Theme theme;

    TableSetter(Sheets sheets, LineSetter setter, Look text, Theme theme, Budget budget) {
        this.sheets = sheets;
        this.setter = setter;
        this.text = text;
        this.header = text.heavier();
        this.theme = theme;
        this.budget = budget;
    }

    void draw(Block.Table table, double left, double right, DoubleConsumer beside) {
        if (table.columns().isEmpty()) {
            return;
        }
        double[] widths = widths(table, right - left);
        List<List<Line>> head = lines(table.header(), header, widths);
        double headHeight = height(head);
        sheets.need(headHeight + 2 * text.size() * 2);
        row(head, table, widths, left, true, beside);
        for (List<List<Inline>> cells : table.rows()) {
            budget.check();
            List<List<Line>> rest = lines(cells, text, widths);
            while (!rest.isEmpty()) {
                boolean tall = height(rest) > sheets.left();
                if (tall && !fits(rest, sheets.left())) {
                    sheets.turn();
                    // On a page too small for the header the rows alone must do.
                    if (headHeight < sheets.left() / 2) {
                        row(head, table, widths, left, true, beside);
                    }
                }
                List<List<Line>> now = new ArrayList<>();
                rest = split(rest, sheets.left(), now);
                row(now, table, widths, left, false, beside);
            }
        }
    }

    /** Whether a worthwhile part of a tall row fits: two lines of some cell. */
    private static boolean fits(List<List<Line>> cells, double room) {
        for (List<Line> cell : cells) {
            if (cell.size() > 3 && cell.get(0).height() + cell.get(1).height() + 2 * PAD_Y <= room) {
                return true;
            }
        }
        return false;
    }

    /** Moves what fits into {@code now} and returns what is left, empty when all did. */
    private static List<List<Line>> split(List<List<Line>> cells, double room, List<List<Line>> now) {
        List<List<Line>> rest = new ArrayList<>();
        boolean more = false;
        for (List<Line> cell : cells) {
            double used = 2 * PAD_Y;
            int count = 0;
            while (count < cell.size() && (count == 0 || used + cell.get(count).height() <= room)) {
                used += cell.get(count++).height();
            }
            now.add(cell.subList(0, count));
            rest.add(cell.subList(count, cell.size()));
            more |= count < cell.size();
        }
        return more ? rest : List.of();
    }

    private void row(
            List<List<Line>> cells,
            Block.Table table,
            double[] widths,
            double left,
            boolean head,
            DoubleConsumer beside) {
        Canvas canvas = sheets.canvas();
        double height = height(cells);
        double top = sheets.y();
        double width = 0;
        for (double column : widths) {
            width += column;
        }
        beside.accept(height);
        if (head) {
            canvas.rectangle(left, top, width, height, HEADER);
        }
        double x = left;
        for (int i = 0; i < widths.length; i++) {
            double y = top + PAD_Y;
            for (Line line : i < cells.size() ? cells.get(i) : List.<Line>of()) {
                double free = widths[i] - 2 * PAD_X - line.width();
                double shift = switch (table.columns().get(i)) {
                    case LEFT -> 0;
                    case CENTER -> free / 2;
                    case RIGHT -> free;
                };
                canvas.line(line, x + PAD_X + Math.max(0, shift), y);
                y += line.height();
            }
            x += widths[i];
        }
        canvas.stroke(left, top + height, left + width, top + height, head ? 1 : 0.5, head ? theme.heading() : RULE);
        sheets.advance(height);
    }

    private List<List<Line>> lines(List<List<Inline>> cells, Look look, double[] widths) {
        List<List<Line>> lines = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            lines.add(setter.set(cells.get(i), look, widths[i] - 2 * PAD_X));
        }
        return lines;
    }

    private static double height(List<List<Line>> cells) {
        double tallest = 0;
        for (List<Line> cell : cells) {
            tallest = Math.max(tallest, cell.stream().mapToDouble(Line::height).sum());
        }
        return tallest + 2 * PAD_Y;
    }

    /** Every column gets its widest word, what is left goes where the text is long; a table that is too wide shrinks evenly. */
    private double[] widths(Block.Table table, double room) {
        int columns = table.columns().size();
        double[] least = new double[columns];
        double[] wish = new double[columns];
        measure(table.header(), header, least, wish);
        for (List<List<Inline>> row : table.rows()) {
            budget.check();
            measure(row, text, least, wish);
        }
        double allLeast = 0;
        double allWish = 0;
        for (int i = 0; i < columns; i++) {
            least[i] += 2 * PAD_X;
            wish[i] += 2 * PAD_X + 0.5;
            allLeast += least[i];
            allWish += wish[i];
        }
        double[] widths = new double[columns];
        for (int i = 0; i < columns; i++) {
            if (allWish <= room) {
                widths[i] = wish[i];
            } else if (allLeast < room) {
                double eager = allWish - allLeast;
                widths[i] = least[i] + (room - allLeast) * (wish[i] - least[i]) / eager;
            } else {
                // Half of the room evenly, so that one endless word does not starve the others.
                widths[i] = room / columns / 2 + room / 2 * least[i] / allLeast;
            }
        }
        return widths;
    }

    private void measure(List<List<Inline>> row, Look look, double[] least, double[] wish) {
        for (int i = 0; i < Math.min(row.size(), least.length); i++) {
            double[] extent = setter.extent(row.get(i), look);
            least[i] = Math.max(least[i], extent[0]);
            wish[i] = Math.max(wish[i], extent[1]);
        }
    }
}
