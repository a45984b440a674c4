package dev.mcpgateway.docgen.docx;

import java.util.List;

import dev.mcpgateway.docgen.highlight.Highlighter;
import dev.mcpgateway.docgen.highlight.Token;
import dev.mcpgateway.docgen.model.Block;
import dev.mcpgateway.docgen.model.Inline;
import dev.mcpgateway.docgen.work.Budget;

/** Blocks → paragraphs and tables of one part: the main text, or the notes. */
final class Story implements Block.Visitor {

    private static final int QUOTE_STEP = 360;

    private final Xml out;
    private final Runs runs;
    private final Numbering numbering;
    private final Budget budget;
    private final int textWidth;
    private final String plainStyle;

    /** What the next paragraph begins with: nothing, the mark of a note or the number of a list item. */
    private String opening = "";

    private String numbered = "";
    private int quotes;
    private int level = -1;

    Story(Xml out, Runs runs, Numbering numbering, int textWidth, String plainStyle, Budget budget) {
        this.out = out;
        this.runs = runs;
        this.numbering = numbering;
        this.textWidth = textWidth;
        this.plainStyle = plainStyle;
        this.budget = budget;
    }

    void all(List<Block> blocks) {
        for (Block block : blocks) {
            budget.check();
            block.accept(this);
        }
    }

    /** The blocks, the first of them after {@code mark}. */
    void all(List<Block> blocks, String mark) {
        opening = mark;
        all(blocks);
        if (!opening.isEmpty()) {
            paragraph(new Block.Paragraph(List.of()));
        }
    }

    @Override
    public void heading(Block.Heading heading) {
        open("Heading" + heading.level(), "");
        int bookmark = runs.bookmark(heading.anchor());
        out.raw("<w:bookmarkStart w:id=\"" + bookmark + "\" w:name=\"" + Runs.bookmarkName(bookmark) + "\"/>");
        runs.write(heading.content());
        out.raw("<w:bookmarkEnd w:id=\"" + bookmark + "\"/></w:p>");
    }

    @Override
    public void paragraph(Block.Paragraph paragraph) {
        open(style(), "");
        runs.write(paragraph.content());
        out.raw("</w:p>");
    }

    @Override
    public void code(Block.Code code) {
        open("SourceCode", "");
        boolean first = true;
        for (List<Token> line : Highlighter.lines(code.language(), code.text())) {
            out.raw(first ? "" : "<w:r><w:br/></w:r>");
            first = false;
            for (Token token : line) {
                String colour = token.kind().colour();
                out.raw("<w:r>" + (colour.isEmpty() ? "" : "<w:rPr><w:color w:val=\"" + colour + "\"/></w:rPr>")
                                + "<w:t xml:space=\"preserve\">")
                        .text(token.text())
                        .raw("</w:t></w:r>");
            }
        }
        out.raw("</w:p>");
    }

    @Override
    public void quote(Block.Quote quote) {
        quotes++;
        all(quote.blocks());
        quotes--;
    }

    @Override
    public void list(Block.Listing listing) {
        level++;
        int shown = Math.min(level, Numbering.LEVELS - 1);
        int count = listing.ordered() ? numbering.ordered(shown, listing.start()) : Numbering.BULLETS;
        for (Block.Item item : listing.items()) {
            budget.check();
            int number = item.done() == null ? count : item.done() ? Numbering.DONE_TASKS : Numbering.OPEN_TASKS;
            numbered = "<w:numPr><w:ilvl w:val=\"" + shown + "\"/><w:numId w:val=\"" + number + "\"/></w:numPr>";
            all(item.blocks());
            if (!numbered.isEmpty()) {
                paragraph(new Block.Paragraph(List.of()));
            }
        }
        level--;
    }

    @Override
    public void table(Block.Table table) {
        if (table.columns().isEmpty()) {
            return;
        }
        // An item or note must begin with a paragraph: a table cannot bear its number.
        if (!numbered.isEmpty() || !opening.isEmpty()) {
            paragraph(new Block.Paragraph(List.of()));
        }
        int[] widths = ColumnWidths.of(table, textWidth - indent());
        out.raw("<w:tbl><w:tblPr><w:tblStyle w:val=\"DocumentTable\"/><w:tblW w:w=\"" + sum(widths)
                + "\" w:type=\"dxa\"/>"
                + (indent() > 0 ? "<w:tblInd w:w=\"" + indent() + "\" w:type=\"dxa\"/>" : "")
                + "<w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\""
                + " w:noVBand=\"1\"/></w:tblPr><w:tblGrid>");
        for (int width : widths) {
            out.raw("<w:gridCol w:w=\"" + width + "\"/>");
        }
        out.raw("</w:tblGrid>");
        row(table, table.header(), widths, "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for (List<List<Inline>> row : table.rows()) {
            row(table, row, widths, "");
        }
        // Two tables that touch would become one.
        out.raw("</w:tbl><w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"60\"/></w:pPr></w:p>");
    }

    @Override
    public void rule() {
        open("HorizontalRule", "");
        out.raw("</w:p>");
    }

    private void row(Block.Table table, List<List<Inline>> cells, int[] widths, String properties) {
        budget.check();
        out.raw("<w:tr>" + properties);
        for (int i = 0; i < widths.length; i++) {
            String align = switch (table.columns().get(i)) {
                case LEFT -> "";
                case CENTER -> "<w:jc w:val=\"center\"/>";
                case RIGHT -> "<w:jc w:val=\"right\"/>";
            };
            out.raw("<w:tc><w:tcPr><w:tcW w:w=\"" + widths[i] + "\" w:type=\"dxa\"/></w:tcPr><w:p><w:pPr>"
                    + "<w:pStyle w:val=\"TableText\"/>" + align + "</w:pPr>");
            if (i < cells.size()) {
                runs.write(cells.get(i));
            }
            out.raw("</w:p></w:tc>");
        }
        out.raw("</w:tr>");
    }

    private String style() {
        if (level >= 0) {
            return "ListParagraph";
        }
        return quotes > 0 ? "Quote" : plainStyle;
    }

    private void open(String style, String more) {
        // A list item's own indent comes with its number; its further paragraphs stand below its words.
        boolean indented = numbered.isEmpty() && indent() > 0;
        boolean quotedItem = !numbered.isEmpty() && quotes > 0;
        String ind = indented ? "<w:ind w:left=\"" + indent() + "\"/>" : "";
        if (quotedItem) {
            ind = "<w:ind w:left=\"" + indent() + "\" w:hanging=\"360\"/>";
        }
        out.raw("<w:p><w:pPr><w:pStyle w:val=\"" + style + "\"/>" + numbered + more + ind + "</w:pPr>" + opening);
        numbered = "";
        opening = "";
    }

    private int indent() {
        return quotes * QUOTE_STEP + (level < 0 ? 0 : Numbering.indent(Math.min(level, Numbering.LEVELS - 1)));
    }

    private static int sum(int[] widths) {
        int sum = 0;
        for (int width : widths) {
            sum += width;
        }
        return sum;
    }
}
