package dev.mcpgateway.docgen.pdf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.mcpgateway.docgen.model.Options;
import dev.mcpgateway.docgen.work.Budget;
import dev.mcpgateway.docgen.work.DocumentRefused;

/** A run of pages under one pen. A finished page is compressed at once, so a long document costs little more than its file. */
final class Sheets {

    /** A page whose text is written; running heads come when the number of pages is known. */
    record Sheet(int object, List<Integer> contents, List<Canvas.Link> links) {}

    /** Where a link to a heading or note leads. */
    record Target(Sheet sheet, double top) {}

    private final Options.Page page;
    private final PdfFile file;
    private final PdfFonts fonts;
    private final PdfImages images;
    private final Budget budget;
    private final List<Sheet> sheets = new ArrayList<>();
    private final Map<String, Target> targets = new HashMap<>();
    private @Nullable Canvas canvas;
    private double y;

    Sheets(Options.Page page, PdfFile file, PdfFonts fonts, PdfImages images, Budget budget) {
        this.page = page;
        this.file = file;
        this.fonts = fonts;
        this.images = images;
        this.budget = budget;
    }

    List<Sheet> sheets() {
        return sheets;
    }

    Map<String, Target> targets() {
        return targets;
    }

    double y() {
        return y;
    }

    /** Height that is still free on this page. */
    double left() {
        return page.height() - page.bottom() - y;
    }

    Canvas canvas() {
        return canvas == null ? turn() : canvas;
    }

    boolean atTop() {
        return canvas == null || y <= page.top();
    }

    /** Turns the page if {@code height} does not fit on this one and would on a fresh one. */
    void need(double height) {
        canvas();
        if (height > left() && !atTop()) {
            turn();
        }
    }

    void advance(double height) {
        y += height;
    }

    /** White space; none at the top of a page. */
    void gap(double height) {
        if (!atTop()) {
            y += height;
        }
    }

    void mark(String name) {
        canvas();
        targets.putIfAbsent(name, new Target(sheets.get(sheets.size() - 1), y));
    }

    Canvas turn() {
        finish();
        if (sheets.size() >= budget.limits().pages()) {
            throw new DocumentRefused("The document has more than "
                    + budget.limits().pages() + " pages. Split it into smaller documents.");
        }
        sheets.add(new Sheet(file.reserve(), new ArrayList<>(), new ArrayList<>()));
        y = page.top();
        canvas = new Canvas(page, file, fonts, images);
        return canvas;
    }

    void finish() {
        if (canvas != null) {
            Sheet sheet = sheets.get(sheets.size() - 1);
            write(sheet, canvas);
            canvas = null;
        }
    }

    /** Also for what is added to a finished page. */
    void write(Sheet sheet, Canvas drawn) {
        sheet.contents().add(file.addCompressed("", drawn.operators().getBytes(StandardCharsets.US_ASCII)));
        sheet.links().addAll(drawn.links());
    }
}
