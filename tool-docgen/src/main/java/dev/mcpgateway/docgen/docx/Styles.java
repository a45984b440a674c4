package dev.mcpgateway.docgen.docx;

import dev.mcpgateway.docgen.model.Options;
import dev.mcpgateway.docgen.model.Theme;

/**
 * Named styles, so that who edits the document can change its whole look in one place. The fonts are those every word processor has; they
 * are as wide as the ones our PDF embeds.
 */
final class Styles {

    private static final int[] HEADINGS = {40, 31, 26, 23, 21, 21};

    private Styles() {}

    static String xml(Options options) {
        Theme theme = options.theme();
        String body = theme.serif() ? "Times New Roman" : "Arial";
        StringBuilder xml =
                new StringBuilder(Xml.HEAD + "<w:styles" + Xml.NAMESPACES + "><w:docDefaults><w:rPrDefault><w:rPr>"
                        + fonts(body) + color(theme.text()) + size(21) + "<w:lang w:val=\""
                        + Xml.escaped(options.metadata().language())
                        + "\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"140\" w:line=\"290\" w:lineRule=\"auto\"/></w:pPr>"
                        + "</w:pPrDefault></w:docDefaults>");
        xml.append(
                "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>");
        xml.append("<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\">"
                + "<w:name w:val=\"Default Paragraph Font\"/><w:uiPriority w:val=\"1\"/><w:semiHidden/></w:style>");
        xml.append(
                "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/>"
                        + "<w:uiPriority w:val=\"99\"/><w:semiHidden/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar>"
                        + "<w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"108\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/>"
                        + "<w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>");
        for (int level = 1; level <= HEADINGS.length; level++) {
            paragraph(
                    xml,
                    "Heading" + level,
                    "heading " + level,
                    "<w:keepNext/><w:keepLines/>" + (level == 1 ? border("bottom", 4) : "")
                            + spacing(HEADINGS[level - 1] * 9, 90) + "<w:outlineLvl w:val=\"" + (level - 1) + "\"/>",
                    "<w:b/>" + color(theme.heading()) + size(HEADINGS[level - 1]));
        }
        paragraph(
                xml,
                "Title",
                "Title",
                border("bottom", 10) + spacing(0, 300),
                "<w:b/>" + color(theme.heading()) + size(52));
        paragraph(xml, "Subtitle", "Subtitle", spacing(0, 120), color("5F6B76") + size(21));
        paragraph(xml, "Quote", "Quote", border("left", 18) + spacing(0, 120), "");
        paragraph(
                xml,
                "SourceCode",
                "Source Code",
                "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F4F6F8\"/>" + spacing(60, 160),
                fonts("Courier New") + size(18));
        paragraph(xml, "ListParagraph", "List Paragraph", spacing(0, 50), "");
        paragraph(xml, "TableText", "Table Text", spacing(40, 40), "");
        paragraph(xml, "FootnoteText", "footnote text", spacing(0, 40), size(18));
        paragraph(xml, "Header", "header", spacing(0, 0), color("5F6B76") + size(17));
        paragraph(xml, "Footer", "footer", spacing(0, 0), color("5F6B76") + size(17));
        paragraph(xml, "HorizontalRule", "Horizontal Rule", border("bottom", 6) + spacing(60, 180), size(8));
        for (int level = 1; level <= 3; level++) {
            paragraph(
                    xml,
                    "TOC" + level,
                    "toc " + level,
                    "<w:spacing w:before=\"0\" w:after=\"40\"/><w:ind w:left=\"" + 320 * (level - 1) + "\"/>",
                    level == 1 ? "<w:b/>" : "");
        }
        character(xml, "Hyperlink", "Hyperlink", color(theme.link()) + "<w:u w:val=\"single\"/>");
        character(
                xml,
                "InlineCode",
                "Inline Code",
                fonts("Courier New") + size(19) + "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"EEF1F4\"/>");
        character(xml, "FootnoteReference", "footnote reference", "<w:vertAlign w:val=\"superscript\"/>");
        xml.append("<w:style w:type=\"table\" w:styleId=\"DocumentTable\"><w:name w:val=\"Document Table\"/>"
                + "<w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders>" + line("top") + line("bottom")
                + line("insideH")
                + "</w:tblBorders></w:tblPr><w:tblStylePr w:type=\"firstRow\"><w:rPr><w:b/></w:rPr><w:tcPr>"
                + "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"E9EDF2\"/></w:tcPr></w:tblStylePr></w:style>");
        return xml.append("</w:styles>").toString();
    }

    private static void paragraph(StringBuilder xml, String id, String name, String paragraph, String run) {
        style(xml, "paragraph", id, name, "<w:basedOn w:val=\"Normal\"/>", paragraph, run);
    }

    private static void character(StringBuilder xml, String id, String name, String run) {
        style(xml, "character", id, name, "<w:basedOn w:val=\"DefaultParagraphFont\"/>", "", run);
    }

    private static void style(
            StringBuilder xml, String type, String id, String name, String base, String paragraph, String run) {
        xml.append("<w:style w:type=\"")
                .append(type)
                .append("\" w:styleId=\"")
                .append(id)
                .append("\"><w:name w:val=\"")
                .append(name)
                .append("\"/>")
                .append(base)
                .append("<w:qFormat/>");
        if (!paragraph.isEmpty()) {
            xml.append("<w:pPr>").append(paragraph).append("</w:pPr>");
        }
        if (!run.isEmpty()) {
            xml.append("<w:rPr>").append(run).append("</w:rPr>");
        }
        xml.append("</w:style>");
    }

    private static String fonts(String name) {
        return "<w:rFonts w:ascii=\"" + name + "\" w:hAnsi=\"" + name + "\" w:cs=\"" + name + "\"/>";
    }

    private static String color(String rgb) {
        return "<w:color w:val=\"" + rgb + "\"/>";
    }

    private static String size(int halfPoints) {
        return "<w:sz w:val=\"" + halfPoints + "\"/><w:szCs w:val=\"" + halfPoints + "\"/>";
    }

    private static String spacing(int before, int after) {
        return "<w:spacing w:before=\"" + before + "\" w:after=\"" + after + "\"/>";
    }

    private static String border(String side, int eighths) {
        return "<w:pBdr><w:" + side + " w:val=\"single\" w:sz=\"" + eighths + "\" w:space=\""
                + (side.equals("left") ? 8 : 2) + "\" w:color=\"C9D1D9\"/></w:pBdr>";
    }

    private static String line(String side) {
        return "<w:" + side + " w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"C9D1D9\"/>";
    }
}
