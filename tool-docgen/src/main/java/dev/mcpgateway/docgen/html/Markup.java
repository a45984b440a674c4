package dev.mcpgateway.docgen.html;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import dev.mcpgateway.docgen.font.Script;
import dev.mcpgateway.docgen.work.Budget;
import dev.mcpgateway.docgen.work.DocumentRefused;

/** Text that becomes HTML, in bytes at once. What comes from a caller goes through {@link #text}, and only that. */
final class Markup {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 14);
    private final Budget budget;

    Markup(Budget budget) {
        this.budget = budget;
    }

    /** Our own markup. */
    Markup raw(String markup) {
        return put(markup.getBytes(StandardCharsets.UTF_8));
    }

    /** A picture's bytes, in an alphabet that needs no escapes. */
    Markup base64(byte[] bytes) {
        return put(Base64.getEncoder().encode(bytes));
    }

    /** Safe between tags and inside quoted attributes. */
    Markup text(String text) {
        budget.check();
        boolean borrowed = false;
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> {
                    safe.append(c);
                    borrowed |= Script.eastAsian(c);
                }
            }
        }
        if (borrowed) {
            budget.warn(Script.BORROWED_FONTS);
        }
        return raw(safe.toString());
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    private Markup put(byte[] bytes) {
        if (out.size() + bytes.length > budget.limits().outputBytes()) {
            throw new DocumentRefused("The HTML is larger than "
                    + budget.limits().outputBytes() + " bytes. Use fewer or smaller pictures, or split the content.");
        }
        out.writeBytes(bytes);
        return this;
    }
}
