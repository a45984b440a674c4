package dev.mcpgateway.docgen.docx;

import dev.mcpgateway.docgen.bytes.Zip;
import dev.mcpgateway.docgen.font.Script;
import dev.mcpgateway.docgen.work.Budget;
import dev.mcpgateway.docgen.work.DocumentRefused;

/** Text that becomes XML. What comes from a caller goes through {@link #text}, and only that. */
final class Xml {

    static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    static final String NAMESPACES = " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
            + " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
            + " xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\""
            + " xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\""
            + " xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"";

    private final Zip.Entry out = new Zip.Entry();
    private final Budget budget;

    Xml(Budget budget) {
        this.budget = budget;
    }

    /** Our own markup. */
    Xml raw(String markup) {
        budget.check();
        // Before compression, so a document that would be huge in a word processor is refused as well.
        if (out.size() > 4 * budget.limits().outputBytes()) {
            throw new DocumentRefused("The DOCX is too large. Split the content into smaller documents.");
        }
        out.write(markup);
        return this;
    }

    Xml text(String text) {
        if (text.chars().anyMatch(Script::eastAsian)) {
            budget.warn(Script.BORROWED_FONTS);
        }
        out.write(escaped(text));
        return this;
    }

    /** Safe between tags and inside quoted attributes. */
    static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }

    Zip.Entry entry() {
        return out;
    }
}
