package dev.mcpgateway.config;

/**
 * A pattern in which {@code *} stands for any characters; everything else is itself. Its cost is bounded by the
 * product of the lengths, so a name sent by a client cannot make it slow.
 */
public record Glob(String pattern) {
    public static final Glob ANY = new Glob("*");

    public boolean isLiteral() {
        return pattern.indexOf('*') < 0;
    }

    public boolean matches(String text) {
        int star = -1;
        int resume = 0;
        int p = 0;
        int t = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    @Override
    public String toString() {
        return pattern;
    }
}
