package dev.mcpgateway.docgen.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.commonmark.ext.footnotes.FootnoteReference;
import org.commonmark.ext.footnotes.InlineFootnote;
import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.jspecify.annotations.Nullable;

import dev.mcpgateway.docgen.model.Inline;
import dev.mcpgateway.docgen.model.Inline.Style;
import dev.mcpgateway.docgen.work.Budget;
import dev.mcpgateway.docgen.work.DocumentRefused;

/** commonmark's tree inside one block → a flat list of runs. One document's state. */
final class InlineReader {

    private final Links links;
    private final Pictures pictures;
    private final Footnotes footnotes;
    private final Budget budget;

    InlineReader(Links links, Pictures pictures, Footnotes footnotes, Budget budget) {
        this.links = links;
        this.pictures = pictures;
        this.footnotes = footnotes;
        this.budget = budget;
    }

    List<Inline> read(Node block) {
        Runs runs = new Runs();
        walk(block, Style.PLAIN, null, runs, new RawHtml.InlineTags(budget), 0);
        return runs.all();
    }

    private void walk(Node parent, Style style, @Nullable String link, Runs runs, RawHtml.InlineTags tags, int depth) {
        if (depth > 2 * budget.limits().nesting()) {
            throw new DocumentRefused("Emphasis and links are nested more than "
                    + 2 * budget.limits().nesting() + " deep. Flatten the content.");
        }
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            budget.check();
            if (node instanceof HtmlInline html) {
                if (tags.isLineBreak(html.getLiteral())) {
                    runs.lineBreak();
                }
                tags.see(html.getLiteral());
            } else if (!tags.swallowing()) {
                one(node, tags.styled(style), link, runs, tags, depth);
            }
        }
    }

    private void one(Node node, Style style, @Nullable String link, Runs runs, RawHtml.InlineTags tags, int depth) {
        if (node instanceof Text text) {
            runs.text(text.getLiteral(), style, link);
        } else if (node instanceof Code code) {
            runs.text(code.getLiteral(), style.asCode(), link);
        } else if (node instanceof Emphasis) {
            walk(node, style.asItalic(), link, runs, tags, depth + 1);
        } else if (node instanceof StrongEmphasis) {
            walk(node, style.asBold(), link, runs, tags, depth + 1);
        } else if (node instanceof Strikethrough) {
            walk(node, style.asStruck(), link, runs, tags, depth + 1);
        } else if (node instanceof Link target) {
            walk(node, style, links.allowed(target.getDestination()), runs, tags, depth + 1);
        } else if (node instanceof Image image) {
            picture(image, style, link, runs);
        } else if (node instanceof SoftLineBreak) {
            runs.text(" ", style, link);
        } else if (node instanceof HardLineBreak) {
            runs.lineBreak();
        } else if (node instanceof FootnoteReference reference) {
            footnotes
                    .numberOf(reference.getLabel())
                    .ifPresentOrElse(
                            number -> runs.add(new Inline.NoteRef(number)),
                            () -> runs.text("[^" + reference.getLabel() + "]", style, link));
        } else if (node instanceof InlineFootnote) {
            runs.add(new Inline.NoteRef(footnotes.numberOf(node)));
        } else {
            walk(node, style, link, runs, tags, depth + 1);
        }
    }

    private void picture(Image node, Style style, @Nullable String link, Runs runs) {
        Runs alt = new Runs();
        walk(node, Style.PLAIN, null, alt, new RawHtml.InlineTags(budget), 0);
        String words = Inline.text(alt.all());
        dev.mcpgateway.docgen.model.Image image = pictures.read(node.getDestination());
        if (image == null) {
            runs.text(words.isEmpty() ? "[picture]" : "[picture: " + words + "]", style.asItalic(), link);
        } else {
            if (words.isBlank()) {
                budget.warn("A picture has no description: write it between the brackets of ![…](…).");
            }
            runs.add(new Inline.Picture(image, words, link));
        }
    }

    /** Joins neighbours of one style, so that a format writes one run where the reader sees one. */
    static final class Runs {
        private final List<Inline> all = new ArrayList<>();

        void add(Inline inline) {
            all.add(inline);
        }

        void lineBreak() {
            add(new Inline.LineBreak());
        }

        void text(String text, Style style, @Nullable String link) {
            if (text.isEmpty()) {
                return;
            }
            int last = all.size() - 1;
            if (last >= 0
                    && all.get(last) instanceof Inline.Run run
                    && run.style().equals(style)
                    && Objects.equals(run.link(), link)
                    && run.text().length() < 4096) {
                all.set(last, new Inline.Run(run.text() + text, style, link));
            } else {
                all.add(new Inline.Run(text, style, link));
            }
        }

        List<Inline> all() {
            return all;
        }
    }
}
