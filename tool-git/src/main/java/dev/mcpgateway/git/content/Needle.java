package dev.mcpgateway.git.content;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

import dev.mcpgateway.git.call.Budget;
import dev.mcpgateway.git.call.Refused;

/**
 * What is searched for: plain text, or a regular expression in RE2 syntax, whose time grows with the text only, whatever
 * the expression.
 */
public final class Needle {
    private static final int MAX_CHARS = 500;
    // RE2 writes counted repetition out: memory, and the time for each character of the text, grow with the result.
    private static final int MAX_WRITTEN_OUT = 10_000;
    private static final java.util.regex.Pattern COUNT =
            java.util.regex.Pattern.compile("(\\))?\\{(\\d{1,5})(?:,(\\d{0,5}))?}");

    private final String written;
    private final boolean ignoreCase;
    private final @Nullable Pattern pattern;

    private Needle(String written, boolean ignoreCase, @Nullable Pattern pattern) {
        this.written = written;
        this.ignoreCase = ignoreCase;
        this.pattern = pattern;
    }

    public static Needle of(String written, boolean regex, boolean ignoreCase) {
        if (written.isEmpty() || written.length() > MAX_CHARS) {
            throw new Refused("The pattern must have 1 to " + MAX_CHARS + " characters.");
        }
        if (!regex || Pattern.quote(written).equals(written)) {
            return ignoreCase
                    ? new Needle(written, true, compile(Pattern.quote(written), Pattern.CASE_INSENSITIVE))
                    : new Needle(written, false, null);
        }
        refuseBlowUp(written);
        return new Needle(written, ignoreCase, compile(written, ignoreCase ? Pattern.CASE_INSENSITIVE : 0));
    }

    private static Pattern compile(String text, int flags) {
        try {
            return Pattern.compile(text, flags);
        } catch (PatternSyntaxException e) {
            throw new Refused("The pattern is not valid RE2 syntax: "
                    + e.getDescription().toLowerCase(Locale.ROOT)
                    + ". What is meant as plain text goes between \\Q and \\E.");
        }
    }

    /** The length with every repetition written out, or more: a count behind a parenthesis is taken to repeat everything. */
    private static void refuseBlowUp(String written) {
        java.util.regex.Matcher counts = COUNT.matcher(written);
        long length = written.length();
        long times = 1;
        while (counts.find()) {
            String last = counts.group(3);
            long most = Math.max(1, Long.parseLong(last == null || last.isEmpty() ? counts.group(2) : last));
            boolean ofGroup = counts.group(1) != null;
            length += ofGroup ? 0 : most;
            times = Math.min(MAX_WRITTEN_OUT + 1, times * (ofGroup ? most : 1));
        }
        if (length * times > MAX_WRITTEN_OUT) {
            throw new Refused(
                    "The pattern has more than " + MAX_WRITTEN_OUT + " characters when its counted repetitions"
                            + " are written out. Give smaller counts, or say * or + instead.");
        }
    }

    public boolean foundIn(String text, Budget budget) {
        return pattern == null
                ? text.contains(written)
                : pattern.matcher(new MeteredText(text, budget)).find();
    }

    /** A quick look at a whole file: false only if none of its lines can match. */
    boolean mayBeIn(String text) {
        return pattern != null || text.contains(written);
    }

    /** How often it occurs, occurrences not overlapping. */
    public int countIn(String text, Budget budget) {
        int count = 0;
        if (pattern == null) {
            for (int at = text.indexOf(written); at >= 0; at = text.indexOf(written, at + written.length())) {
                count++;
            }
            return count;
        }
        com.google.re2j.Matcher matcher = pattern.matcher(new MeteredText(text, budget));
        while (matcher.find()) {
            count++;
        }
        return count;
    }

    /** As part of the question a cursor belongs to. */
    @Override
    public String toString() {
        return (pattern == null ? "text:" : "regex:") + (ignoreCase ? "i:" : "") + written;
    }

    /** RE2 cannot be stopped, but it asks here for every character: once in so many the call's budget is asked, too. */
    private record MeteredText(String text, Budget budget) implements CharSequence {
        private static final int LAST_OF_64 = 63;

        @Override
        public char charAt(int index) {
            if ((index & LAST_OF_64) == LAST_OF_64) {
                budget.check();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
