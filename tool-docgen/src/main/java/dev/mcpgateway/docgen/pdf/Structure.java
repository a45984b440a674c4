package dev.mcpgateway.docgen.pdf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import dev.mcpgateway.docgen.model.Block;
import dev.mcpgateway.docgen.model.Document;
import dev.mcpgateway.docgen.model.Options;

import static dev.mcpgateway.docgen.pdf.PdfFile.ascii;
import static dev.mcpgateway.docgen.pdf.PdfFile.number;
import static dev.mcpgateway.docgen.pdf.PdfFile.text;

/** Everything of a PDF that is not on a page: page tree, links, outline, metadata. */
final class Structure {

    private final PdfRenderer.Typesetting setting;
    private final Document document;
    private final Options options;
    private final PdfFile file;

    Structure(PdfRenderer.Typesetting setting, Document document, Options options) {
        this.setting = setting;
        this.document = document;
        this.options = options;
        this.file = setting.file;
    }

    byte[] write() {
        int tree = file.reserve();
        int resources = file.add(
                "<</Font<<" + setting.fonts.write(file) + ">>/XObject<<" + setting.images.resources() + ">>>>");
        StringBuilder kids = new StringBuilder();
        for (Sheets.Sheet sheet : setting.pages) {
            page(sheet, tree, resources);
            kids.append(sheet.object()).append(" 0 R ");
        }
        file.put(tree, "<</Type/Pages/Count " + setting.pages.size() + "/Kids[" + kids + "]>>");
        int outline = outline();
        int xmp = file.addEncoded("/Type/Metadata/Subtype/XML", xmp().getBytes(StandardCharsets.UTF_8));
        int catalog = file.add("<</Type/Catalog/Pages " + tree + " 0 R/Metadata " + xmp + " 0 R/Lang "
                + text(options.metadata().language()) + "/ViewerPreferences<</DisplayDocTitle true>>"
                + (outline == 0 ? "" : "/Outlines " + outline + " 0 R/PageMode/UseOutlines") + ">>");
        return file.finish(catalog, info());
    }

    private void page(Sheets.Sheet sheet, int tree, int resources) {
        StringBuilder contents = new StringBuilder();
        sheet.contents().forEach(number -> contents.append(number).append(" 0 R "));
        StringBuilder annotations = new StringBuilder();
        for (Canvas.Link link : sheet.links()) {
            String action = action(link.target());
            if (!action.isEmpty()) {
                annotations
                        .append("<</Type/Annot/Subtype/Link/Border[0 0 0]/F 4/Rect[")
                        .append(number(link.left()))
                        .append(' ')
                        .append(number(up(link.bottom())))
                        .append(' ')
                        .append(number(link.right()))
                        .append(' ')
                        .append(number(up(link.top())))
                        .append(']')
                        .append(action)
                        .append(">>");
            }
        }
        file.put(
                sheet.object(),
                "<</Type/Page/Parent " + tree + " 0 R/MediaBox[0 0 "
                        + number(options.page().width()) + ' '
                        + number(options.page().height()) + "]/Resources " + resources + " 0 R/Contents[" + contents
                        + "]"
                        + (annotations.length() == 0 ? "" : "/Tabs/R/Annots[" + annotations + "]") + ">>");
    }

    private String action(String target) {
        if (!target.startsWith("#")) {
            return "/A<</S/URI/URI" + ascii(target) + ">>";
        }
        Sheets.Target place = setting.targets.get(target);
        return place == null ? "" : "/Dest" + destination(place);
    }

    private String destination(Sheets.Target target) {
        return "[" + target.sheet().object() + " 0 R/XYZ null " + number(up(Math.max(0, target.top() - 4))) + " null]";
    }

    /** A heading below a deeper one than its own level's parent still finds a place: levels may be skipped. */
    private int outline() {
        List<Block.Heading> headings = PdfRenderer.listed(document.headings());
        if (headings.isEmpty()) {
            return 0;
        }
        Node root = new Node(file.reserve(), 0, "", "");
        Deque<Node> open = new ArrayDeque<>(List.of(root));
        for (Block.Heading heading : headings) {
            Sheets.Target target = setting.targets.get("#" + heading.anchor());
            Node node = new Node(
                    file.reserve(), heading.level(), heading.text(), target == null ? "" : destination(target));
            while (open.getLast().level >= node.level) {
                open.removeLast();
            }
            open.getLast().children.add(node);
            open.addLast(node);
        }
        file.put(root.object, "<</Type/Outlines" + family(root) + ">>");
        return root.object;
    }

    /** Writes the children and returns how their parent refers to them. */
    private String family(Node parent) {
        List<Node> children = parent.children;
        if (children.isEmpty()) {
            return "";
        }
        int visible = 0;
        for (int i = 0; i < children.size(); i++) {
            Node node = children.get(i);
            String siblings = (i == 0 ? "" : "/Prev " + children.get(i - 1).object + " 0 R")
                    + (i == children.size() - 1 ? "" : "/Next " + children.get(i + 1).object + " 0 R");
            file.put(
                    node.object,
                    "<</Title " + text(node.title) + "/Parent " + parent.object + " 0 R" + siblings
                            + (node.destination.isEmpty() ? "" : "/Dest" + node.destination) + family(node) + ">>");
            visible += 1;
        }
        // Only the first level is unfolded, so a parent below it counts its children negatively.
        return "/First " + children.get(0).object + " 0 R/Last " + children.get(children.size() - 1).object
                + " 0 R/Count " + (parent.level == 0 ? visible : -visible);
    }

    private int info() {
        Options.Metadata about = options.metadata();
        return file.add("<<" + entry("Title", document.title()) + entry("Author", about.author())
                + entry("Subject", about.subject()) + entry("Keywords", about.keywords()) + "/Producer"
                + ascii("mcp-gateway tool-docgen") + date() + ">>");
    }

    private static String entry(String name, String value) {
        return value.isEmpty() ? "" : "/" + name + " " + text(value);
    }

    private String date() {
        String date = options.metadata().date();
        return date.isEmpty() ? "" : "/CreationDate" + ascii("D:" + date.replace("-", "") + "000000Z");
    }

    private String xmp() {
        Options.Metadata about = options.metadata();
        return "<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                + "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
                + "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                + " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">"
                + "<dc:format>application/pdf</dc:format><dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">"
                + xml(document.title())
                + "</rdf:li></rdf:Alt></dc:title>"
                + (about.author().isEmpty()
                        ? ""
                        : "<dc:creator><rdf:Seq><rdf:li>" + xml(about.author()) + "</rdf:li></rdf:Seq></dc:creator>")
                + (about.subject().isEmpty()
                        ? ""
                        : "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">" + xml(about.subject())
                                + "</rdf:li></rdf:Alt></dc:description>")
                + (about.keywords().isEmpty() ? "" : "<pdf:Keywords>" + xml(about.keywords()) + "</pdf:Keywords>")
                + "<pdf:Producer>mcp-gateway tool-docgen</pdf:Producer>"
                + (about.date().isEmpty() ? "" : "<xmp:CreateDate>" + about.date() + "</xmp:CreateDate>")
                + "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>";
    }

    private static String xml(String value) {
        return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private double up(double y) {
        return options.page().height() - y;
    }

    private static final class Node {
        final int object;
        final int level;
        final String title;
        final String destination;
        final List<Node> children = new ArrayList<>();

        Node(int object, int level, String title, String destination) {
            this.object = object;
            this.level = level;
            this.title = title;
            this.destination = destination;
        }
    }
}
