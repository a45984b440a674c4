package dev.mcpgateway.docgen.docx;

import java.util.List;
import java.util.Map;

import dev.mcpgateway.docgen.bytes.Zip;
import dev.mcpgateway.docgen.model.Block;
import dev.mcpgateway.docgen.model.Document;
import dev.mcpgateway.docgen.model.Image;
import dev.mcpgateway.docgen.model.Options;
import dev.mcpgateway.docgen.work.Budget;
import dev.mcpgateway.docgen.work.DocumentRefused;
import dev.mcpgateway.docgen.work.Rendered;

/** {@link Document} → DOCX. Thread-safe: all state belongs to one call. */
public final class DocxRenderer {

    public Rendered render(Document document, Options options, Budget budget) {
        return new Rendered(new Parts(document, options, budget).write(), 0);
    }

    /** The parts of one document, in the order in which they need each other. */
    private static final class Parts {
        private final Document document;
        private final Options options;
        private final Budget budget;
        private final Numbering numbering = new Numbering();
        private final Runs.Shared shared = new Runs.Shared();
        private final Relations relations = new Relations();
        private final int textWidth;

        Parts(Document document, Options options, Budget budget) {
            this.document = document;
            this.options = options;
            this.budget = budget;
            this.textWidth = twips(options.page().textWidth());
        }

        byte[] write() {
            for (String part : List.of("styles", "numbering", "settings", "footnotes")) {
                relations.part(part, part + ".xml");
            }
            String header = relations.part("header", "header1.xml");
            String footer = relations.part("footer", "footer1.xml");
            Zip.Entry text = text(header, footer);
            Relations noteRelations = new Relations();
            Zip.Entry notes = notes(noteRelations);
            budget.progress(85, "writing");

            Furniture furniture = new Furniture(document, options, textWidth);
            Zip zip = new Zip();
            zip.add("[Content_Types].xml", Furniture.contentTypes());
            zip.add("_rels/.rels", Furniture.packageRelations());
            zip.add("docProps/core.xml", furniture.coreProperties());
            zip.add("docProps/app.xml", Furniture.appProperties());
            zip.add("word/document.xml", text);
            zip.add("word/_rels/document.xml.rels", relations.xml());
            zip.add("word/styles.xml", Styles.xml(options));
            zip.add("word/numbering.xml", numbering.xml());
            zip.add("word/settings.xml", Furniture.settings());
            zip.add("word/footnotes.xml", notes);
            if (!noteRelations.isEmpty()) {
                zip.add("word/_rels/footnotes.xml.rels", noteRelations.xml());
            }
            zip.add("word/header1.xml", furniture.header());
            zip.add("word/footer1.xml", furniture.footer());
            media(zip);
            return zip.finish();
        }

        private Zip.Entry text(String header, String footer) {
            Xml out = new Xml(budget);
            Runs runs = new Runs(out, relations, shared, textWidth, true);
            Story story = new Story(out, runs, numbering, textWidth, "Normal", budget);
            out.raw(Xml.HEAD + "<w:document" + Xml.NAMESPACES + "><w:body>");
            title(out);
            if (options.tableOfContents()) {
                contents(out, runs);
            }
            int count = document.blocks().size();
            for (int i = 0; i < count; i++) {
                budget.progress(10 + 70 * i / count, "writing");
                document.blocks().get(i).accept(story);
            }
            for (int i = 1; i <= document.notes().size(); i++) {
                if (!shared.notes.contains(i)) {
                    story.all(document.notes().get(i - 1), "<w:r><w:t xml:space=\"preserve\">" + i + ". </w:t></w:r>");
                }
            }
            Options.Page page = options.page();
            out.raw("<w:sectPr><w:headerReference w:type=\"default\" r:id=\"" + header
                    + "\"/><w:footerReference w:type=\"default\" r:id=\""
                    + footer + "\"/><w:pgSz w:w=\"" + twips(page.width()) + "\" w:h=\"" + twips(page.height()) + "\""
                    + (page.width() > page.height() ? " w:orient=\"landscape\"" : "") + "/><w:pgMar w:top=\""
                    + twips(page.top())
                    + "\" w:right=\"" + twips(page.right()) + "\" w:bottom=\"" + twips(page.bottom()) + "\" w:left=\""
                    + twips(page.left()) + "\" w:header=\"" + twips(page.top() / 2) + "\" w:footer=\""
                    + twips(page.bottom() / 2)
                    + "\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>");
            return out.entry();
        }

        private void title(Xml out) {
            Options.Metadata about = options.metadata();
            if (document.title().isEmpty()) {
                return;
            }
            out.raw("<w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t xml:space=\"preserve\">")
                    .text(document.title())
                    .raw("</w:t></w:r></w:p>");
            String dot = about.author().isEmpty() || about.date().isEmpty() ? "" : " · ";
            String by = about.author() + dot + about.date();
            if (!by.isEmpty()) {
                out.raw("<w:p><w:pPr><w:pStyle w:val=\"Subtitle\"/></w:pPr><w:r><w:t xml:space=\"preserve\">")
                        .text(by)
                        .raw("</w:t></w:r></w:p>");
            }
        }

        /** A field with its entries already in it: readable at once, and the word processor can refresh it with page numbers. */
        private void contents(Xml out, Runs runs) {
            List<Block.Heading> headings = document.headings().stream()
                    .filter(heading -> heading.level() <= 3)
                    .toList();
            if (headings.isEmpty()) {
                return;
            }
            out.raw(
                    "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/><w:docPartUnique/></w:docPartObj>"
                            + "</w:sdtPr><w:sdtContent>");
            for (int i = 0; i < headings.size(); i++) {
                Block.Heading heading = headings.get(i);
                out.raw("<w:p><w:pPr><w:pStyle w:val=\"TOC" + heading.level() + "\"/></w:pPr>");
                if (i == 0) {
                    out.raw(
                            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> TOC \\o \"1-3\" \\h \\z"
                                    + " \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>");
                }
                out.raw("<w:hyperlink w:anchor=\"" + Runs.bookmarkName(runs.bookmark(heading.anchor()))
                                + "\" w:history=\"1\"><w:r><w:t xml:space=\"preserve\">")
                        .text(heading.text())
                        .raw("</w:t></w:r></w:hyperlink></w:p>");
            }
            out.raw("<w:p><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p></w:sdtContent></w:sdt>"
                    + "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>");
        }

        private Zip.Entry notes(Relations noteRelations) {
            Xml out = new Xml(budget);
            Runs runs = new Runs(out, noteRelations, shared, textWidth, false);
            Story story = new Story(out, runs, numbering, textWidth, "FootnoteText", budget);
            out.raw(Xml.HEAD + "<w:footnotes" + Xml.NAMESPACES
                    + "><w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/>"
                    + "</w:r></w:p></w:footnote><w:footnote w:type=\"continuationSeparator\" w:id=\"0\"><w:p><w:r>"
                    + "<w:continuationSeparator/></w:r></w:p></w:footnote>");
            for (int number : shared.notes) {
                out.raw("<w:footnote w:id=\"" + number + "\">");
                story.all(
                        document.notes().get(number - 1),
                        "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r>"
                                + "<w:r><w:t xml:space=\"preserve\"> </w:t></w:r>");
                out.raw("</w:footnote>");
            }
            return out.raw("</w:footnotes>").entry();
        }

        private void media(Zip zip) {
            shared.media.entrySet().stream()
                    .sorted(Map.Entry.comparingByValue())
                    .forEach(entry -> add(zip, entry.getKey(), entry.getValue()));
        }

        private void add(Zip zip, Image image, String name) {
            budget.check();
            if (zip.size() + image.bytes().length > budget.limits().outputBytes()) {
                throw new DocumentRefused(
                        "The DOCX is larger than " + budget.limits().outputBytes()
                                + " bytes. Use fewer or smaller pictures, or split the content.");
            }
            zip.addStored("word/" + name, image.bytes());
        }

        private static int twips(double points) {
            return (int) Math.round(points * 20);
        }
    }
}
