package dev.mcpgateway.docgen.markdown;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;

import dev.mcpgateway.docgen.work.Budget;

/** Names for headings, known before the first link is read, because a link may point forward. */
final class Anchors {

    private static final int MAX_LENGTH = 80;

    private final Map<Node, String> byHeading = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private final Map<String, Integer> repeats = new HashMap<>();

    static Anchors of(Node root, Budget budget) {
        Anchors anchors = new Anchors();
        root.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                budget.check();
                anchors.add(heading);
            }
        });
        return anchors;
    }

    String of(Heading heading) {
        return byHeading.getOrDefault(heading, "section");
    }

    boolean exists(String anchor) {
        return names.contains(anchor);
    }

    private void add(Heading heading) {
        StringBuilder text = new StringBuilder();
        heading.accept(new AbstractVisitor() {
            @Override
            public void visit(Text node) {
                text.append(node.getLiteral());
            }

            @Override
            public void visit(Code node) {
                text.append(node.getLiteral());
            }
        });
        String slug = slug(text);
        String name = slug;
        // The counter remembers where it stopped: a thousand equal headings must not cost a million look-ups.
        while (!names.add(name)) {
            name = slug + "-" + repeats.merge(slug, 1, Integer::sum);
        }
        byHeading.put(heading, name);
    }

    /** Only ASCII is folded or dropped: what counts as a letter elsewhere changes with the JDK's Unicode tables. */
    static String slug(CharSequence text) {
        StringBuilder slug = new StringBuilder();
        for (int i = 0; i < text.length() && slug.length() < MAX_LENGTH; i++) {
            char c = text.charAt(i);
            if (within(c, 'A', 'Z')) {
                slug.append((char) (c + 32));
            } else if (within(c, 'a', 'z')
                    || within(c, '0', '9')
                    || c == '-'
                    || c == '_'
                    || (c > 0xA0 && !punctuation(c))) {
                slug.append(c);
            } else if (c == ' ' || c == '\t') {
                slug.append('-');
            }
        }
        if (slug.length() > 0 && Character.isHighSurrogate(slug.charAt(slug.length() - 1))) {
            slug.setLength(slug.length() - 1);
        }
        return slug.length() == 0 ? "section" : slug.toString();
    }

    private static boolean punctuation(char c) {
        return c < 0xC0 || within(c, 0x2000, 0x206F) || within(c, 0x3000, 0x3004) || within(c, 0xFF00, 0xFF0F);
    }

    private static boolean within(char c, int first, int last) {
        return c >= first && c <= last;
    }
}
