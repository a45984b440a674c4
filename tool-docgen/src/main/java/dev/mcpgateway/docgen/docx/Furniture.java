package dev.mcpgateway.docgen.docx;

import dev.mcpgateway.docgen.model.Document;
import dev.mcpgateway.docgen.model.Options;

/** The small parts of the package: what kind of file everything is, what the document says about itself, running heads. */
final class Furniture {

    private static final String WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

    private final Document document;
    private final Options options;
    private final int textWidth;

    Furniture(Document document, Options options, int textWidth) {
        this.document = document;
        this.options = options;
        this.textWidth = textWidth;
    }

    static String contentTypes() {
        StringBuilder xml = new StringBuilder(
                Xml.HEAD + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                        + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                        + "<Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/>"
                        + "<Default Extension=\"jpeg\" ContentType=\"image/jpeg\"/>");
        override(xml, "/word/document.xml", WORD + "document.main+xml");
        override(xml, "/word/styles.xml", WORD + "styles+xml");
        override(xml, "/word/numbering.xml", WORD + "numbering+xml");
        override(xml, "/word/settings.xml", WORD + "settings+xml");
        override(xml, "/word/footnotes.xml", WORD + "footnotes+xml");
        override(xml, "/word/header1.xml", WORD + "header+xml");
        override(xml, "/word/footer1.xml", WORD + "footer+xml");
        override(xml, "/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
        override(xml, "/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml");
        return xml.append("</Types>").toString();
    }

    static String packageRelations() {
        return Xml.HEAD + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                + "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\""
                + " Target=\"word/document.xml\"/><Relationship Id=\"rId2\""
                + " Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\""
                + " Target=\"docProps/core.xml\"/><Relationship Id=\"rId3\""
                + " Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties\""
                + " Target=\"docProps/app.xml\"/></Relationships>";
    }

    static String settings() {
        return Xml.HEAD + "<w:settings" + Xml.NAMESPACES
                + "><w:defaultTabStop w:val=\"720\"/><w:footnotePr><w:footnote w:id=\"-1\"/>"
                + "<w:footnote w:id=\"0\"/></w:footnotePr><w:compat><w:compatSetting w:name=\"compatibilityMode\""
                + " w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>";
    }

    static String appProperties() {
        return Xml.HEAD
                + "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">"
                + "<Application>mcp-gateway tool-docgen</Application></Properties>";
    }

    String coreProperties() {
        Options.Metadata about = options.metadata();
        String date = about.date().isEmpty() ? "" : about.date() + "T00:00:00Z";
        return Xml.HEAD
                + "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\""
                + " xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\""
                + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">" + element("dc:title", document.title())
                + element("dc:subject", about.subject()) + element("dc:creator", about.author())
                + element("cp:keywords", about.keywords()) + element("dc:language", about.language())
                + (date.isEmpty()
                        ? ""
                        : "<dcterms:created xsi:type=\"dcterms:W3CDTF\">" + date + "</dcterms:created>"
                                + "<dcterms:modified xsi:type=\"dcterms:W3CDTF\">" + date + "</dcterms:modified>")
                + "</cp:coreProperties>";
    }

    String header() {
        return Xml.HEAD + "<w:hdr" + Xml.NAMESPACES + "><w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr>"
                + filled(options.header()) + "</w:p></w:hdr>";
    }

    String footer() {
        String number = options.pageNumbers() ? "<w:r><w:tab/></w:r>" + filled("{page} / {pages}") : "";
        return Xml.HEAD + "<w:ftr" + Xml.NAMESPACES
                + "><w:p><w:pPr><w:pStyle w:val=\"Footer\"/><w:tabs><w:tab w:val=\"right\" w:pos=\"" + textWidth
                + "\"/></w:tabs></w:pPr>" + filled(options.footer()) + number + "</w:p></w:ftr>";
    }

    /** Page numbers are fields: only the word processor knows them. */
    private String filled(String template) {
        StringBuilder runs = new StringBuilder();
        String rest = template.replace("{title}", document.title());
        while (!rest.isEmpty()) {
            int brace = rest.indexOf('{', 1);
            if (rest.startsWith("{page}")) {
                runs.append("<w:fldSimple w:instr=\" PAGE \"><w:r><w:t>1</w:t></w:r></w:fldSimple>");
                rest = rest.substring("{page}".length());
            } else if (rest.startsWith("{pages}")) {
                runs.append("<w:fldSimple w:instr=\" NUMPAGES \"><w:r><w:t>1</w:t></w:r></w:fldSimple>");
                rest = rest.substring("{pages}".length());
            } else {
                String words = brace < 0 ? rest : rest.substring(0, brace);
                runs.append("<w:r><w:t xml:space=\"preserve\">")
                        .append(Xml.escaped(words))
                        .append("</w:t></w:r>");
                rest = rest.substring(words.length());
            }
        }
        return runs.toString();
    }

    private static void override(StringBuilder xml, String part, String type) {
        xml.append("<Override PartName=\"")
                .append(part)
                .append("\" ContentType=\"")
                .append(type)
                .append("\"/>");
    }

    private static String element(String name, String value) {
        return value.isEmpty() ? "" : "<" + name + ">" + Xml.escaped(value) + "</" + name + ">";
    }
}
