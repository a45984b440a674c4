package dev.mcpgateway.docgen.markdown;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;
import org.jsoup.select.NodeVisitor;

import dev.mcpgateway.docgen.model.Inline;
import dev.mcpgateway.docgen.model.Inline.Style;
import dev.mcpgateway.docgen.work.Budget;
import dev.mcpgateway.docgen.work.DocumentRefused;

/**
 * HTML that stands in Markdown. Of a block jsoup's cleaner keeps words, breaks, plain links and four styles; of tags inside a line only
 * the styles and breaks count. Either way nothing of the HTML itself reaches a document: it is read into runs.
 */
final class RawHtml {

    private static final int MAX_LENGTH = 50_000;

    /** Their content is no text for a reader. */
    private static final Set<String> SILENT = Set.of(
            "script",
            "style",
            "iframe",
            "object",
            "embed",
            "svg",
            "math",
            "template",
            "noscript",
            "noembed",
            "noframes",
            "head",
            "title",
            "textarea",
            "select",
            "audio",
            "video",
            "canvas",
            "applet",
            "frameset",
            "plaintext",
            "xmp",
            "form");

    private static final Map<String, Style> STYLES = Map.of(
            "b", Style.PLAIN.asBold(),
            "strong", Style.PLAIN.asBold(),
            "i", Style.PLAIN.asItalic(),
            "em", Style.PLAIN.asItalic(),
            "code", Style.PLAIN.asCode(),
            "kbd", Style.PLAIN.asCode(),
            "del", Style.PLAIN.asStruck(),
            "s", Style.PLAIN.asStruck());

    private static final Safelist KEPT = new Safelist()
            .addTags(STYLES.keySet().toArray(String[]::new))
            .addTags(
                    "a",
                    "br",
                    "p",
                    "div",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "ul",
                    "ol",
                    "li",
                    "blockquote",
                    "pre",
                    "tr",
                    "td",
                    "th")
            .addAttributes("a", "href")
            .addProtocols("a", "href", "http", "https", "mailto");

    private RawHtml() {}

    static List<List<Inline>> paragraphs(String html, Links links, Budget budget) {
        // jsoup cannot be stopped half-way, so it never gets much at once.
        if (html.length() > MAX_LENGTH) {
            throw new DocumentRefused("A block of raw HTML has " + html.length() + " characters, and " + MAX_LENGTH
                    + " is the limit. Write it in Markdown.");
        }
        Document dirty = Jsoup.parseBodyFragment(html);
        Cleaner cleaner = new Cleaner(KEPT);
        boolean harmless = cleaner.isValid(dirty);
        dirty.select(String.join(",", SILENT)).remove();
        if (!harmless) {
            budget.warn(
                    "Raw HTML was reduced to its text: scripts, styles, frames, forms and attributes are never kept.");
        }
        Paragraphs paragraphs = new Paragraphs(links, budget);
        cleaner.clean(dirty).body().traverse(paragraphs);
        return paragraphs.finish();
    }

    /** The state of tags that stand inside one paragraph, whose pairs the Markdown parser does not know. */
    static final class InlineTags {
        private final Budget budget;
        private final Map<String, Integer> open = new HashMap<>();
        private String silent = "";

        InlineTags(Budget budget) {
            this.budget = budget;
        }

        boolean swallowing() {
            return !silent.isEmpty();
        }

        boolean isLineBreak(String literal) {
            return !swallowing() && name(literal).equals("br");
        }

        void see(String literal) {
            String name = name(literal);
            boolean closing = literal.startsWith("</");
            if (swallowing()) {
                if (closing && name.equals(silent)) {
                    silent = "";
                }
            } else if (SILENT.contains(name)) {
                budget.warn("Raw HTML <" + name + "> was dropped with what it contains.");
                silent = closing || literal.endsWith("/>") ? "" : name;
            } else if (STYLES.containsKey(name)) {
                open.merge(name, closing ? -1 : 1, (a, b) -> Math.max(0, a + b));
            } else if (!name.isEmpty() && !name.equals("br")) {
                budget.warn("Raw HTML <" + name + "> was dropped, its text was kept.");
            }
        }

        Style styled(Style base) {
            Style style = base;
            for (Map.Entry<String, Style> entry : STYLES.entrySet()) {
                if (open.getOrDefault(entry.getKey(), 0) > 0) {
                    style = merge(style, entry.getValue());
                }
            }
            return style;
        }

        /** Empty for comments, declarations and processing instructions. */
        private static String name(String literal) {
            int start = literal.startsWith("</") ? 2 : 1;
            int end = start;
            while (end < literal.length() && end < start + 20 && isNamePart(literal.charAt(end))) {
                end++;
            }
            return literal.substring(start, end).toLowerCase(Locale.ROOT);
        }

        private static boolean isNamePart(char c) {
            return within(c, 'a', 'z') || within(c, 'A', 'Z') || within(c, '0', '9') || c == '-';
        }
    }

    private static boolean within(char c, char first, char last) {
        return c >= first && c <= last;
    }

    private static Style merge(Style a, Style b) {
        return new Style(
                a.bold() || b.bold(), a.italic() || b.italic(), a.code() || b.code(), a.struck() || b.struck());
    }

    /** Walks the cleaned tree without recursion: its depth is the caller's choice. */
    private static final class Paragraphs implements NodeVisitor {
        private final Links links;
        private final Budget budget;
        private final List<List<Inline>> all = new ArrayList<>();
        private final Map<String, Integer> open = new HashMap<>();
        private InlineReader.Runs runs = new InlineReader.Runs();
        private String link = "";

        Paragraphs(Links links, Budget budget) {
            this.links = links;
            this.budget = budget;
        }

        @Override
        public void head(Node node, int depth) {
            budget.check();
            if (node instanceof TextNode text) {
                String words = text.text();
                boolean nothingYet = runs.all().isEmpty();
                runs.text(nothingYet ? words.stripLeading() : words, style(), link.isEmpty() ? null : link);
            } else if (node instanceof Element element) {
                String name = element.normalName();
                if (STYLES.containsKey(name)) {
                    open.merge(name, 1, Integer::sum);
                } else if (name.equals("br")) {
                    runs.lineBreak();
                } else if (name.equals("a")) {
                    String allowed = links.allowed(element.attr("href"));
                    link = allowed == null ? "" : allowed;
                } else {
                    endParagraph();
                }
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (node instanceof Element element) {
                String name = element.normalName();
                if (STYLES.containsKey(name)) {
                    open.merge(name, -1, Integer::sum);
                } else if (name.equals("a")) {
                    link = "";
                } else if (!name.equals("br")) {
                    endParagraph();
                }
            }
        }

        List<List<Inline>> finish() {
            endParagraph();
            return all;
        }

        private void endParagraph() {
            if (!Inline.text(runs.all()).isBlank()) {
                all.add(runs.all());
            }
            runs = new InlineReader.Runs();
        }

        private Style style() {
            Style style = Style.PLAIN;
            for (Map.Entry<String, Style> entry : STYLES.entrySet()) {
                if (open.getOrDefault(entry.getKey(), 0) > 0) {
                    style = merge(style, entry.getValue());
                }
            }
            return style;
        }
    }
}
