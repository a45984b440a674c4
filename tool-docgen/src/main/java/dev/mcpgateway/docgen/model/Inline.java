package dev.mcpgateway.docgen.model;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** A piece of a line. Nesting is flattened: every run carries its whole style, because that is how all three formats write it. */
public sealed interface Inline {

    /** {@code link} is a web or mail address, or {@code #anchor} inside the document; null for plain text. */
    record Run(String text, Style style, @Nullable String link) implements Inline {}

    record Picture(Image image, String alt, @Nullable String link) implements Inline {}

    record NoteRef(int number) implements Inline {}

    record LineBreak() implements Inline {}

    record Style(boolean bold, boolean italic, boolean code, boolean struck) {
        public static final Style PLAIN = new Style(false, false, false, false);

        public Style asBold() {
            return new Style(true, italic, code, struck);
        }

        public Style asItalic() {
            return new Style(bold, true, code, struck);
        }

        public Style asCode() {
            return new Style(bold, italic, true, struck);
        }

        public Style asStruck() {
            return new Style(bold, italic, code, true);
        }
    }

    /** The words alone, as an outline, a bookmark or a word count needs them. */
    static String text(List<Inline> content) {
        StringBuilder text = new StringBuilder();
        for (Inline inline : content) {
            if (inline instanceof Run run) {
                text.append(run.text());
            } else if (inline instanceof Picture picture) {
                text.append(picture.alt());
            } else if (inline instanceof LineBreak) {
                text.append(' ');
            }
        }
        return text.toString();
    }
}
