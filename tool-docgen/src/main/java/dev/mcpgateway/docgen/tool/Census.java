package dev.mcpgateway.docgen.tool;

import java.util.List;

import dev.mcpgateway.docgen.font.Script;
import dev.mcpgateway.docgen.model.Block;
import dev.mcpgateway.docgen.model.Document;
import dev.mcpgateway.docgen.model.Inline;
import dev.mcpgateway.docgen.work.Budget;

/** Counts what is in a document and notices what an editor would. */
final class Census implements Block.Visitor {

    private static final int LONG_CODE_LINE = 160;

    private final Budget budget;
    private int words;
    private int tables;
    private int pictures;
    private int codeBlocks;
    private int lastLevel;

    private Census(Budget budget) {
        this.budget = budget;
    }

    static Census of(Document document, Budget budget) {
        Census census = new Census(budget);
        census.all(document.blocks());
        document.notes().forEach(census::all);
        return census;
    }

    int words() {
        return words;
    }

    int tables() {
        return tables;
    }

    int pictures() {
        return pictures;
    }

    int codeBlocks() {
        return codeBlocks;
    }

    @Override
    public void heading(Block.Heading heading) {
        if (heading.text().isBlank()) {
            budget.warn("A heading of level " + heading.level() + " is empty.");
        }
        if (lastLevel > 0 && heading.level() > lastLevel + 1) {
            budget.warn("The heading \"" + shortened(heading.text()) + "\" skips from level " + lastLevel + " to "
                    + heading.level() + ".");
        }
        lastLevel = heading.level();
        inlines(heading.content());
    }

    @Override
    public void paragraph(Block.Paragraph paragraph) {
        inlines(paragraph.content());
    }

    @Override
    public void code(Block.Code code) {
        codeBlocks++;
        if (code.text().lines().anyMatch(line -> line.length() > LONG_CODE_LINE)) {
            budget.warn("A code block has lines of more than " + LONG_CODE_LINE + " characters, which will be broken.");
        }
    }

    @Override
    public void quote(Block.Quote quote) {
        all(quote.blocks());
    }

    @Override
    public void list(Block.Listing listing) {
        listing.items().forEach(item -> all(item.blocks()));
    }

    @Override
    public void table(Block.Table table) {
        tables++;
        if (table.columns().size() > 12) {
            budget.warn(
                    "A table has " + table.columns().size() + " columns, which will be narrow. Landscape may help.");
        }
        table.header().forEach(this::inlines);
        table.rows().forEach(row -> row.forEach(this::inlines));
    }

    @Override
    public void rule() {
        // Nothing to count.
    }

    private void all(List<Block> blocks) {
        for (Block block : blocks) {
            budget.check();
            block.accept(this);
        }
    }

    private void inlines(List<Inline> content) {
        boolean inside = false;
        for (Inline inline : content) {
            if (inline instanceof Inline.Picture) {
                pictures++;
            }
        }
        String text = Inline.text(content);
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (Script.eastAsian(c)) {
                words++;
                inside = false;
            } else if (c == ' ' || c == 0xA0 || c == '\n' || c == '\t') {
                inside = false;
            } else if (!inside) {
                words++;
                inside = true;
            }
        }
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
