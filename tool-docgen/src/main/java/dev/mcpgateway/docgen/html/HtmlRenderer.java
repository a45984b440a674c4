package dev.mcpgateway.docgen.html;

import dev.mcpgateway.docgen.model.Block;
import dev.mcpgateway.docgen.model.Document;
import dev.mcpgateway.docgen.model.Options;
import dev.mcpgateway.docgen.work.Budget;
import dev.mcpgateway.docgen.work.Rendered;

/** {@link Document} → HTML. Thread-safe: all state belongs to one call. */
public final class HtmlRenderer {

    public Rendered render(Document document, Options options, Budget budget) {
        Markup out = new Markup(budget);
        Options.Metadata about = options.metadata();
        out.raw("<!DOCTYPE html>\n<html lang=\"").text(about.language()).raw("\">\n<head>\n<meta charset=\"utf-8\">\n");
        // Belt and braces: nothing here could load or run, and a browser is told not to even if it did.
        out.raw(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:;"
                        + " base-uri 'none'; form-action 'none'\">\n");
        out.raw(
                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n");
        out.raw("<title>")
                .text(document.title().isEmpty() ? "Document" : document.title())
                .raw("</title>\n");
        meta(out, "author", about.author());
        meta(out, "description", about.subject());
        meta(out, "keywords", about.keywords());
        meta(out, "date", about.date());
        out.raw("<style>\n").raw(Stylesheet.of(options)).raw("</style>\n</head>\n<body>\n");
        furniture(out, "header", options.header(), document);
        out.raw("<main>\n");
        title(out, document, about);
        if (options.tableOfContents()) {
            contents(out, document);
        }
        Body body = new Body(out, budget);
        int count = document.blocks().size();
        for (int i = 0; i < count; i++) {
            budget.progress(10 + 80 * i / count, "writing");
            document.blocks().get(i).accept(body);
        }
        notes(out, document, body);
        out.raw("</main>\n");
        furniture(out, "footer", options.footer(), document);
        out.raw("</body>\n</html>\n");
        return new Rendered(out.bytes(), 0);
    }

    private static void title(Markup out, Document document, Options.Metadata about) {
        if (document.title().isEmpty()) {
            return;
        }
        out.raw("<header class=\"title\">\n<h1 class=\"name\">")
                .text(document.title())
                .raw("</h1>\n");
        String dot = about.author().isEmpty() || about.date().isEmpty() ? "" : " · ";
        if (!(about.author() + about.date()).isEmpty()) {
            out.raw("<p class=\"by\">")
                    .text(about.author() + dot + about.date())
                    .raw("</p>\n");
        }
        out.raw("</header>\n");
    }

    private static void contents(Markup out, Document document) {
        out.raw("<nav class=\"contents\" aria-label=\"Contents\">\n");
        for (Block.Heading heading : document.headings()) {
            if (heading.level() <= 3) {
                out.raw("<a class=\"l" + heading.level() + "\" href=\"#")
                        .text(heading.anchor())
                        .raw("\">")
                        .text(heading.text())
                        .raw("</a>\n");
            }
        }
        out.raw("</nav>\n");
    }

    private static void notes(Markup out, Document document, Body body) {
        if (document.notes().isEmpty()) {
            return;
        }
        out.raw("<section class=\"notes\" role=\"doc-endnotes\">\n<ol>\n");
        for (int i = 0; i < document.notes().size(); i++) {
            out.raw("<li id=\"fn:" + (i + 1) + "\">\n");
            body.all(document.notes().get(i));
            out.raw("<a class=\"back\" href=\"#fnref:" + (i + 1)
                    + "\" role=\"doc-backlink\" aria-label=\"Back to the text\">↩</a></li>\n");
        }
        out.raw("</ol>\n</section>\n");
    }

    /** A page that scrolls has no page numbers, so their places stay empty. */
    private static void furniture(Markup out, String element, String template, Document document) {
        String words = template.replace("{page}", "")
                .replace("{pages}", "")
                .replace("{title}", document.title())
                .strip();
        if (!words.isEmpty()) {
            out.raw("<" + element + " class=\"running\">").text(words).raw("</" + element + ">\n");
        }
    }

    private static void meta(Markup out, String name, String value) {
        if (!value.isEmpty()) {
            out.raw("<meta name=\"" + name + "\" content=\"").text(value).raw("\">\n");
        }
    }
}
