package dev.mcpgateway.docgen.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.commonmark.ext.footnotes.FootnoteDefinition;
import org.commonmark.ext.footnotes.InlineFootnote;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.jspecify.annotations.Nullable;

import dev.mcpgateway.docgen.model.Block;
import dev.mcpgateway.docgen.model.Inline;
import dev.mcpgateway.docgen.work.Budget;
import dev.mcpgateway.docgen.work.DocumentRefused;

/** commonmark's tree of blocks → ours, counting as it goes. One document's state. */
final class BlockReader {

    private final InlineReader inlines;
    private final Links links;
    private final Budget budget;
    private int count;
    private int cells;

    BlockReader(InlineReader inlines, Links links, Budget budget) {
        this.inlines = inlines;
        this.links = links;
        this.budget = budget;
    }

    List<Block> blocks(Node parent) {
        if (parent instanceof InlineFootnote) {
            return List.of(new Block.Paragraph(inlines.read(parent)));
        }
        return blocks(parent, 0);
    }

    private List<Block> blocks(Node parent, int depth) {
        if (depth > budget.limits().nesting()) {
            throw new DocumentRefused("Lists and quotes are nested more than "
                    + budget.limits().nesting() + " deep. Flatten the content.");
        }
        List<Block> blocks = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            budget.check();
            if (++count > budget.limits().blocks()) {
                throw new DocumentRefused(
                        "The content has more than " + budget.limits().blocks()
                                + " paragraphs, list items and other blocks. Split it into smaller documents.");
            }
            add(node, depth, blocks);
        }
        return blocks;
    }

    private void add(Node node, int depth, List<Block> blocks) {
        if (node instanceof Heading heading) {
            blocks.add(new Block.Heading(heading.getLevel(), inlines.read(heading), links.anchorOf(heading)));
        } else if (node instanceof Paragraph) {
            paragraph(inlines.read(node), blocks);
        } else if (node instanceof FencedCodeBlock code) {
            blocks.add(new Block.Code(language(code.getInfo()), withoutLastNewline(code.getLiteral())));
        } else if (node instanceof IndentedCodeBlock code) {
            blocks.add(new Block.Code("", withoutLastNewline(code.getLiteral())));
        } else if (node instanceof BlockQuote) {
            blocks.add(new Block.Quote(blocks(node, depth + 1)));
        } else if (node instanceof ListBlock list) {
            blocks.add(listing(list, depth));
        } else if (node instanceof TableBlock) {
            blocks.add(table(node));
        } else if (node instanceof ThematicBreak) {
            blocks.add(new Block.Rule());
        } else if (node instanceof HtmlBlock html) {
            RawHtml.paragraphs(html.getLiteral(), links, budget).forEach(content -> paragraph(content, blocks));
        } else if (!(node instanceof FootnoteDefinition) && node.getFirstChild() != null) {
            blocks.addAll(blocks(node, depth + 1));
        }
    }

    private static void paragraph(List<Inline> content, List<Block> blocks) {
        if (!content.isEmpty()) {
            blocks.add(new Block.Paragraph(content));
        }
    }

    private Block.Listing listing(ListBlock list, int depth) {
        List<Block.Item> items = new ArrayList<>();
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            budget.check();
            Boolean done = takeTaskMarker(item);
            items.add(new Block.Item(done, blocks(item, depth + 1)));
        }
        int start = 1;
        if (list instanceof OrderedList ordered && ordered.getMarkerStartNumber() != null) {
            start = ordered.getMarkerStartNumber();
        }
        return new Block.Listing(list instanceof OrderedList, start, list.isTight(), items);
    }

    /** {@code - [x] text}, as GitHub's task lists have it; the marker leaves the text. */
    private static @Nullable Boolean takeTaskMarker(Node item) {
        if (!(item.getFirstChild() instanceof Paragraph paragraph)
                || !(paragraph.getFirstChild() instanceof Text text)
                || text.getLiteral().length() < 4) {
            return null;
        }
        String marker = text.getLiteral().substring(0, 4);
        boolean done = marker.equals("[x] ") || marker.equals("[X] ");
        if (!done && !marker.equals("[ ] ")) {
            return null;
        }
        text.setLiteral(text.getLiteral().substring(4));
        return done;
    }

    private Block.Table table(Node table) {
        List<Block.Align> columns = new ArrayList<>();
        List<List<Inline>> header = new ArrayList<>();
        List<List<List<Inline>>> rows = new ArrayList<>();
        for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
            for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
                budget.check();
                if (part instanceof TableHead && row instanceof TableRow) {
                    header = cells(row, columns);
                } else if (part instanceof TableBody && row instanceof TableRow) {
                    rows.add(cells(row, null));
                }
            }
        }
        int width = columns.size();
        return new Block.Table(
                columns, header, rows.stream().map(row -> filled(row, width)).toList());
    }

    private List<List<Inline>> cells(Node row, @Nullable List<Block.Align> columns) {
        List<List<Inline>> contents = new ArrayList<>();
        for (Node node = row.getFirstChild(); node != null; node = node.getNext()) {
            if (++cells > budget.limits().tableCells()) {
                throw new DocumentRefused("The tables have more than "
                        + budget.limits().tableCells() + " cells. Split the content into smaller documents.");
            }
            if (node instanceof TableCell cell) {
                contents.add(inlines.read(cell));
                if (columns != null) {
                    columns.add(align(cell.getAlignment()));
                }
            }
        }
        return contents;
    }

    private static Block.Align align(TableCell.@Nullable Alignment alignment) {
        if (alignment == null) {
            return Block.Align.LEFT;
        }
        return switch (alignment) {
            case LEFT -> Block.Align.LEFT;
            case CENTER -> Block.Align.CENTER;
            case RIGHT -> Block.Align.RIGHT;
        };
    }

    private static List<List<Inline>> filled(List<List<Inline>> row, int width) {
        List<List<Inline>> filled = new ArrayList<>(row.subList(0, Math.min(width, row.size())));
        while (filled.size() < width) {
            filled.add(List.of());
        }
        return filled;
    }

    private static String language(@Nullable String info) {
        String first = info == null ? "" : info.strip();
        int end = 0;
        while (end < first.length() && end < 30 && " \t,{".indexOf(first.charAt(end)) < 0) {
            end++;
        }
        return first.substring(0, end).toLowerCase(Locale.ROOT);
    }

    private static String withoutLastNewline(String literal) {
        String text = literal.replace("\r\n", "\n").replace('\r', '\n').replace("\t", "    ");
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
