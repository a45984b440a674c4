package dev.mcpgateway.config;

import org.jspecify.annotations.Nullable;

/**
 * The one spelling of a resource's URI that rules can be held against. They compare it as text, while a server resolves
 * {@code ..} and decodes {@code %2e}; so what RFC 3986 (6.2.2) would rewrite must come rewritten.
 */
public final class ResourceUri {
    /** More dots than any segment has that stands for another; also what a segment with other characters counts as. */
    private static final int ORDINARY = 3;

    private static final String DOTS = "must not hold the segments . and ..; write the path that they lead to";

    private ResourceUri() {}

    /** What is wrong with the spelling, and what to write instead; null if nothing is. Every read is asked this. */
    public static @Nullable String complaint(String uri) {
        int colon = endOfScheme(uri);
        for (int i = 0; i < colon; i++) {
            if (isUpperCase(uri.charAt(i))) {
                return "must have its scheme in lower case";
            }
        }
        int dots = 0;
        for (int i = colon + 1; i < uri.length(); i++) {
            char c = uri.charAt(i);
            if (c == '%') {
                int octet = octet(uri, i + 1);
                if (isUnreserved(octet)) {
                    return "must not encode what needs no encoding; write " + (char) octet + " for "
                            + uri.substring(i, i + 3);
                }
                if (octet == '/' || octet == '\\') {
                    // Who decodes before taking the path apart finds a separator here.
                    c = (char) octet;
                    i += 2;
                }
            }
            if (c == '\\') {
                return "must not hold a backslash; write / between segments";
            }
            if (c == '/' || c == '?' || c == '#') {
                if (isDotSegment(dots)) {
                    return DOTS;
                }
                dots = 0;
            } else {
                dots = c == '.' ? dots + 1 : ORDINARY;
            }
        }
        return isDotSegment(dots) ? DOTS : null;
    }

    /** Where the colon behind the scheme stands; -1 without a scheme. */
    private static int endOfScheme(String uri) {
        for (int i = 0; i < uri.length(); i++) {
            char c = uri.charAt(i);
            if (c == ':') {
                return i == 0 ? -1 : i;
            }
            if (!isLetterOrDigit(c) && c != '+' && c != '-' && c != '.') {
                return -1;
            }
        }
        return -1;
    }

    private static boolean isDotSegment(int dots) {
        return dots == 1 || dots == 2;
    }

    /** The octet whose two hexadecimal digits stand there; -1 if they do not. */
    private static int octet(String uri, int at) {
        if (at + 2 > uri.length()) {
            return -1;
        }
        int high = Character.digit(uri.charAt(at), 16);
        int low = Character.digit(uri.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private static boolean isUnreserved(int c) {
        return isLetterOrDigit(c) || c == '.' || c == '-' || c == '_' || c == '~';
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || isUpperCase(c) || (c >= '0' && c <= '9');
    }

    private static boolean isUpperCase(int c) {
        return c >= 'A' && c <= 'Z';
    }
}
