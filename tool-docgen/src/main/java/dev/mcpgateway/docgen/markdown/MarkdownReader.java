package dev.mcpgateway.docgen.markdown;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.footnotes.FootnotesExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;

import dev.mcpgateway.docgen.model.Block;
import dev.mcpgateway.docgen.model.Document;
import dev.mcpgateway.docgen.work.Budget;
import dev.mcpgateway.docgen.work.DocumentRefused;

/** CommonMark with tables, task lists, footnotes, strikethrough and bare web addresses → {@link Document}. Thread-safe. */
public final class MarkdownReader {

    private static final int MAX_TITLE = 300;

    public Document read(String title, String content, Budget budget) {
        if (content.length() > budget.limits().contentChars()) {
            throw new DocumentRefused("The content has " + content.length() + " characters, and "
                    + budget.limits().contentChars() + " is the limit. Split it into smaller documents.");
        }
        if (title.length() > MAX_TITLE) {
            throw new DocumentRefused(
                    "The title has " + title.length() + " characters, and " + MAX_TITLE + " is the limit.");
        }
        budget.progress(1, "reading");
        Node root = parse(Normalizer.normalize(clean(content), Normalizer.Form.NFC), budget);
        budget.progress(8, "reading");

        Footnotes footnotes = Footnotes.in(root);
        Links links = new Links(Anchors.of(root, budget), budget);
        BlockReader reader =
                new BlockReader(new InlineReader(links, new Pictures(budget), footnotes, budget), links, budget);
        List<Block> blocks = reader.blocks(root);
        // Notes may point to further notes, so the list grows while it is read.
        List<List<Block>> notes = new ArrayList<>();
        for (int i = 0; i < footnotes.referenced().size(); i++) {
            notes.add(reader.blocks(footnotes.referenced().get(i)));
        }
        footnotes
                .unused()
                .forEach(label -> budget.warn("The footnote [^" + label + "] is defined but never referred to."));
        return new Document(clean(title).strip(), blocks, notes);
    }

    /** The parser reads line by line, and whoever reads can be stopped. */
    private static Node parse(String content, Budget budget) {
        Reader stoppable = new FilterReader(new StringReader(content)) {
            @Override
            public int read(char[] target, int offset, int length) throws IOException {
                budget.check();
                return super.read(target, offset, Math.min(length, 4096));
            }
        };
        try {
            return parser(budget).parseReader(stoppable);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Parser parser(Budget budget) {
        return Parser.builder()
                .extensions(List.of(
                        TablesExtension.create(),
                        StrikethroughExtension.create(),
                        AutolinkExtension.create(),
                        FootnotesExtension.builder().inlineFootnotes(true).build()))
                .maxOpenBlockParsers(2 * budget.limits().nesting())
                .maxInlineNesting(budget.limits().nesting())
                .build();
    }

    /** XML, and so DOCX, cannot hold most control characters at all; half a surrogate pair is no character anywhere. */
    static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                clean.append(c).append(text.charAt(++i));
            } else if (Character.isSurrogate(c) || c == 0xFFFE || c == 0xFFFF) {
                clean.append('\uFFFD');
            } else if ((c >= ' ' && c != 0x7F) || c == '\n' || c == '\r' || c == '\t') {
                clean.append(c);
            }
        }
        return clean.toString();
    }
}
