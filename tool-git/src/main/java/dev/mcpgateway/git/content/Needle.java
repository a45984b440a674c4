package dev.mcpgateway.git.content;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

import dev.mcpgateway.git.call.Refused;

/**
 * What is searched for: plain text, or a regular expression in RE2 syntax, whose time grows with the text only, whatever
 * the expression.
 */
public final class Needle {
    private static final int MAX_CHARS = 500;
    // Counted repetition multiplies the program; what is left of it must stay small.
    private static final int MAX_PRODUCT = 10_000;

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
                    + e.getDescription().toLowerCase(Locale.ROOT) + ". For plain text leave regex out.");
        }
    }

    private static void refuseBlowUp(String written) {
        java.util.regex.Matcher counts = java.util.regex.Pattern.compile("\\{(\\d{1,5})(?:,(\\d{0,5}))?}")
                .matcher(written);
        long product = 1;
        while (counts.find()) {
            String most = counts.group(2) == null || counts.group(2).isEmpty() ? counts.group(1) : counts.group(2);
            product *= Math.max(1, Long.parseLong(most));
            if (product > MAX_PRODUCT) {
                throw new Refused("The counted repetitions in the pattern multiply to more than " + MAX_PRODUCT + ".");
            }
        }
    }

    public boolean foundIn(String text) {
        return pattern == null ? text.contains(written) : pattern.matcher(text).find();
    }

    /** A quick look at a whole file: false only if none of its lines can match. */
    boolean mayBeIn(String text) {
        return pattern != null || text.contains(written);
    }

    /** How often it occurs, occurrences not overlapping. */
    public int countIn(String text) {
        int count = 0;
        if (pattern == null) {
            for (int at = text.indexOf(written); at >= 0; at = text.indexOf(written, at + written.length())) {
                count++;
            }
            return count;
        }
        com.google.re2j.Matcher matcher = pattern.matcher(text);
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
}
