package dev.mcpgateway.docgen.html;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.mcpgateway.docgen.highlight.Highlighter;
import dev.mcpgateway.docgen.highlight.Token;
import dev.mcpgateway.docgen.model.Block;
import dev.mcpgateway.docgen.model.Inline;
import dev.mcpgateway.docgen.work.Budget;

/** Blocks → elements. */
final class Body implements Block.Visitor {

    private final Markup out;
    private final Budget budget;
    private final Set<Integer> referred = new HashSet<>();

    Body(Markup out, Budget budget) {
        this.out = out;
        this.budget = budget;
    }

    void all(List<Block> blocks) {
        for (Block block : blocks) {
            budget.check();
            block.accept(this);
        }
    }

    @Override
    public void heading(Block.Heading heading) {
        out.raw("<h" + heading.level() + " id=\"").text(heading.anchor()).raw("\">");
        inlines(heading.content());
        out.raw("</h" + heading.level() + ">\n");
    }

    @Override
    public void paragraph(Block.Paragraph paragraph) {
        out.raw("<p>");
        inlines(paragraph.content());
        out.raw("</p>\n");
    }

    @Override
    public void code(Block.Code code) {
        out.raw("<pre><code>");
        for (Token token : Highlighter.tokens(code.language(), code.text())) {
            if (token.kind() == Token.Kind.PLAIN) {
                out.text(token.text());
            } else {
                out.raw("<span class=\"" + Stylesheet.className(token.kind()) + "\">")
                        .text(token.text())
                        .raw("</span>");
            }
        }
        out.raw("</code></pre>\n");
    }

    @Override
    public void quote(Block.Quote quote) {
        out.raw("<blockquote>\n");
        all(quote.blocks());
        out.raw("</blockquote>\n");
    }

    @Override
    public void list(Block.Listing listing) {
        String element = listing.ordered() ? "ol" : "ul";
        String start = listing.ordered() && listing.start() != 1 ? " start=\"" + listing.start() + "\"" : "";
        out.raw("<" + element + start + (listing.tight() ? " class=\"tight\"" : "") + ">\n");
        for (Block.Item item : listing.items()) {
            budget.check();
            if (item.done() == null) {
                out.raw("<li>");
            } else {
                out.raw("<li class=\"task\"><span class=\"box\" role=\"img\" aria-label=\""
                        + (item.done() ? "done" : "open") + "\">" + (item.done() ? "☑" : "☐") + "</span>");
            }
            all(item.blocks());
            out.raw("</li>\n");
        }
        out.raw("</" + element + ">\n");
    }

    @Override
    public void table(Block.Table table) {
        out.raw("<div class=\"wide\"><table>\n<thead><tr>");
        cells(table, table.header(), "th");
        out.raw("</tr></thead>\n<tbody>\n");
        for (List<List<Inline>> row : table.rows()) {
            budget.check();
            out.raw("<tr>");
            cells(table, row, "td");
            out.raw("</tr>\n");
        }
        out.raw("</tbody>\n</table></div>\n");
    }

    @Override
    public void rule() {
        out.raw("<hr>\n");
    }

    private void cells(Block.Table table, List<List<Inline>> cells, String element) {
        for (int i = 0; i < cells.size(); i++) {
            String align = switch (table.columns().get(i)) {
                case LEFT -> "";
                case CENTER -> " class=\"c\"";
                case RIGHT -> " class=\"r\"";
            };
            out.raw("<" + element + align + (element.equals("th") ? " scope=\"col\">" : ">"));
            inlines(cells.get(i));
            out.raw("</" + element + ">");
        }
    }

    private void inlines(List<Inline> content) {
        String open = null;
        for (Inline inline : content) {
            String link = linkOf(inline);
            if (open != null && !open.equals(link)) {
                out.raw("</a>");
                open = null;
            }
            if (link != null && open == null) {
                out.raw("<a href=\"").text(link).raw(link.startsWith("#") ? "\">" : "\" rel=\"noopener noreferrer\">");
                open = link;
            }
            inline(inline);
        }
        if (open != null) {
            out.raw("</a>");
        }
    }

    private static @Nullable String linkOf(Inline inline) {
        if (inline instanceof Inline.Run run) {
            return run.link();
        }
        return inline instanceof Inline.Picture picture ? picture.link() : null;
    }

    private void inline(Inline inline) {
        if (inline instanceof Inline.Run run) {
            run(run);
        } else if (inline instanceof Inline.Picture picture) {
            out.raw("<img width=\"" + picture.image().width() + "\" height=\""
                            + picture.image().height() + "\" alt=\"")
                    .text(picture.alt())
                    .raw("\" src=\"data:" + picture.image().format().mediaType() + ";base64,")
                    .base64(picture.image().bytes())
                    .raw("\">");
        } else if (inline instanceof Inline.NoteRef note) {
            // An id may stand only once; a note that is cited again leads back to its first citation.
            String id = referred.add(note.number()) ? " id=\"fnref:" + note.number() + "\"" : "";
            out.raw("<sup" + id + "><a href=\"#fn:" + note.number() + "\" role=\"doc-noteref\">" + note.number()
                    + "</a></sup>");
        } else {
            out.raw("<br>\n");
        }
    }

    private void run(Inline.Run run) {
        Inline.Style style = run.style();
        out.raw((style.bold() ? "<strong>" : "")
                + (style.italic() ? "<em>" : "")
                + (style.struck() ? "<del>" : "")
                + (style.code() ? "<code>" : ""));
        out.text(run.text());
        out.raw((style.code() ? "</code>" : "")
                + (style.struck() ? "</del>" : "")
                + (style.italic() ? "</em>" : "")
                + (style.bold() ? "</strong>" : ""));
    }
}
