package dev.mcpgateway.docgen.pdf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.mcpgateway.docgen.model.Block;
import dev.mcpgateway.docgen.model.Document;
import dev.mcpgateway.docgen.model.Options;
import dev.mcpgateway.docgen.work.Budget;
import dev.mcpgateway.docgen.work.Rendered;

/** {@link Document} → PDF. Thread-safe: all state belongs to one call. */
public final class PdfRenderer {

    public Rendered render(Document document, Options options, Budget budget) {
        Typesetting setting = new Typesetting(document, options, budget);
        setting.run();
        budget.progress(90, "writing");
        return new Rendered(new Structure(setting, document, options).write(), setting.pages.size());
    }

    /** Laid out and thrown away: the honest answer to "how many pages will it have?". */
    public int countPages(Document document, Options options, Budget budget) {
        Typesetting setting = new Typesetting(document, options, budget);
        setting.run();
        return setting.pages.size();
    }

    /** The order of a document: title, contents, text, notes, and running heads when all pages are known. */
    static final class Typesetting {
        final PdfFile file;
        final PdfFonts fonts = new PdfFonts();
        final PdfImages images;
        final List<Sheets.Sheet> pages = new ArrayList<>();
        final Map<String, Sheets.Target> targets;

        private final Document document;
        private final Options options;
        private final Budget budget;
        private final LineSetter setter;
        private final Sheets body;

        Typesetting(Document document, Options options, Budget budget) {
            this.document = document;
            this.options = options;
            this.budget = budget;
            this.file = new PdfFile(budget);
            this.images = new PdfImages(budget);
            this.setter = new LineSetter(options.theme().link(), options.page().textHeight(), budget);
            this.body = sheets();
            this.targets = body.targets();
        }

        void run() {
            Flow flow = new Flow(body, setter, options, budget);
            if (!options.tableOfContents()) {
                title(flow);
            }
            int count = document.blocks().size();
            for (int i = 0; i < count; i++) {
                budget.progress(10 + 70 * i / count, "setting pages");
                document.blocks().get(i).accept(flow);
            }
            notes(flow);
            body.canvas();
            body.finish();
            if (options.tableOfContents()) {
                pages.addAll(contents());
            }
            pages.addAll(body.sheets());
            budget.progress(80, "setting pages");
            new RunningHeads(this, setter, document, options, budget).draw(body);
        }

        private void title(Flow flow) {
            Options.Metadata about = options.metadata();
            List<String> below = new ArrayList<>(List.of(about.author(), about.date()));
            below.removeIf(String::isEmpty);
            if (!document.title().isEmpty()) {
                flow.title(document.title(), String.join(" · ", below));
            }
        }

        private void notes(Flow flow) {
            if (document.notes().isEmpty()) {
                return;
            }
            // The line above the notes stays with the first of them.
            body.need(60);
            flow.rule();
            for (int i = 0; i < document.notes().size(); i++) {
                budget.check();
                flow.note(i + 1, document.notes().get(i));
            }
        }

        /** Set twice when needed: page numbers depend on how many pages the contents themselves take. */
        private List<Sheets.Sheet> contents() {
            int length = 1;
            PdfFile.Mark before = file.mark();
            while (true) {
                Sheets front = sheets();
                Flow flow = new Flow(front, setter, options, budget);
                title(flow);
                new Contents(front, setter, flow.text(), options, budget).draw(document.headings(), body, length);
                front.finish();
                if (front.sheets().size() <= length) {
                    return front.sheets();
                }
                length = front.sheets().size();
                file.backTo(before);
            }
        }

        private Sheets sheets() {
            return new Sheets(options.page(), file, fonts, images, budget);
        }
    }

    /** Headings that a reader can jump to; deeper levels only clutter. */
    static List<Block.Heading> listed(List<Block.Heading> headings) {
        return headings.stream().filter(heading -> heading.level() <= 3).toList();
    }
}
