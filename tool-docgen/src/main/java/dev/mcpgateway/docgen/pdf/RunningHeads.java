package dev.mcpgateway.docgen.pdf;

import dev.mcpgateway.docgen.font.Typeface;
import dev.mcpgateway.docgen.model.Document;
import dev.mcpgateway.docgen.model.Options;
import dev.mcpgateway.docgen.work.Budget;

/** What stands above and below the text of every page. */
final class RunningHeads {

    private static final double SIZE = 8.5;

    private final PdfRenderer.Typesetting setting;
    private final LineSetter setter;
    private final Document document;
    private final Options options;
    private final Budget budget;

    RunningHeads(
            PdfRenderer.Typesetting setting, LineSetter setter, Document document, Options options, Budget budget) {
        this.setting = setting;
        this.setter = setter;
        this.document = document;
        this.options = options;
        this.budget = budget;
    }

    void draw(Sheets sheets) {
        if (options.header().isEmpty() && options.footer().isEmpty() && !options.pageNumbers()) {
            return;
        }
        Options.Page page = options.page();
        int count = setting.pages.size();
        for (int i = 0; i < count; i++) {
            budget.check();
            Canvas canvas = new Canvas(page, setting.file, setting.fonts, setting.images);
            String header = filled(options.header(), i + 1, count);
            if (!header.isEmpty()) {
                text(canvas, header, page.top() / 2 - SIZE / 2, 0);
            }
            double low = page.height() - page.bottom() / 2 - SIZE / 2;
            String footer = filled(options.footer(), i + 1, count);
            if (!footer.isEmpty()) {
                text(canvas, footer, low, 0);
            }
            if (options.pageNumbers()) {
                text(canvas, (i + 1) + " / " + count, low, 1);
            }
            sheets.write(setting.pages.get(i), canvas);
        }
    }

    private String filled(String template, int page, int pages) {
        return template.replace("{page}", Integer.toString(page))
                .replace("{pages}", Integer.toString(pages))
                .replace("{title}", document.title());
    }

    /** {@code side} 0 is left, 1 is right. */
    private void text(Canvas canvas, String text, double top, int side) {
        Options.Page page = options.page();
        Look look = Look.of(options.theme().serif() ? Typeface.SERIF : Typeface.SANS, SIZE, "5F6B76");
        // One line: what does not fit is not a running head.
        Line line = setter.set(text, look, page.textWidth() * 0.8).get(0);
        double left = side == 0 ? page.left() : page.width() - page.right() - line.width();
        canvas.line(line, left, top);
    }
}
