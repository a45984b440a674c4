package dev.mcpgateway.docgen.html;

import dev.mcpgateway.docgen.font.Script;
import dev.mcpgateway.docgen.work.Budget;
import dev.mcpgateway.docgen.work.DocumentRefused;

/** Text that becomes HTML. What comes from a caller goes through {@link #text}, and only that. */
final class Markup {

    private final StringBuilder out = new StringBuilder(1 << 14);
    private final Budget budget;

    Markup(Budget budget) {
        this.budget = budget;
    }

    /** Our own markup. */
    Markup raw(String markup) {
        if (out.length() + markup.length() > budget.limits().outputBytes()) {
            throw new DocumentRefused("The HTML is larger than "
                    + budget.limits().outputBytes() + " bytes. Use fewer or smaller pictures, or split the content.");
        }
        out.append(markup);
        return this;
    }

    /** Safe between tags and inside quoted attributes. */
    Markup text(String text) {
        budget.check();
        boolean borrowed = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> {
                    out.append(c);
                    borrowed |= Script.eastAsian(c);
                }
            }
        }
        if (borrowed) {
            budget.warn(Script.BORROWED_FONTS);
        }
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
