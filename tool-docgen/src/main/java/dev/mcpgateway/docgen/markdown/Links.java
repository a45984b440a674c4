package dev.mcpgateway.docgen.markdown;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

import org.commonmark.node.Heading;
import org.jspecify.annotations.Nullable;

import dev.mcpgateway.docgen.work.Budget;

/** Which targets a document may point to. Nothing is ever fetched; this is about what happens when a reader clicks. */
final class Links {

    private static final int MAX_LENGTH = 2048;
    private static final List<String> SCHEMES = List.of("https://", "http://", "mailto:", "tel:");

    private final Anchors anchors;
    private final Budget budget;

    Links(Anchors anchors, Budget budget) {
        this.anchors = anchors;
        this.budget = budget;
    }

    String anchorOf(Heading heading) {
        return anchors.of(heading);
    }

    /** The target as it may stand in the document, or null where only the text stays. */
    @Nullable
    String allowed(String destination) {
        if (destination.startsWith("#")) {
            return internal(destination.substring(1));
        }
        String lower = destination.toLowerCase(Locale.ROOT);
        if (destination.length() > MAX_LENGTH) {
            budget.warn("A link of " + destination.length() + " characters was dropped, its text was kept.");
        } else if (SCHEMES.stream().noneMatch(lower::startsWith)) {
            budget.warn(
                    "A link was dropped and its text kept, because only https, http, mailto, tel and #heading may be linked: "
                            + shown(destination));
        } else {
            return percentEncoded(destination);
        }
        return null;
    }

    private @Nullable String internal(String fragment) {
        String anchor = fragment;
        if (fragment.indexOf('%') >= 0) {
            try {
                anchor = URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                // No valid escape: then it is meant literally.
                anchor = fragment;
            }
        }
        if (anchors.exists(anchor)) {
            return "#" + anchor;
        }
        budget.warn("The link #" + shown(anchor) + " points to no heading of this document; its text was kept.");
        return null;
    }

    /** A URI has only ASCII; the rest is escaped, and so is what could end an attribute or a PDF string. */
    private static String percentEncoded(String destination) {
        StringBuilder out = new StringBuilder();
        for (byte b : destination.getBytes(StandardCharsets.UTF_8)) {
            int c = b & 0xFF;
            if (c <= ' ' || c >= 0x7F || "\"<>\\^`{|}".indexOf(c) >= 0) {
                out.append('%').append(hex(c >> 4)).append(hex(c & 15));
            } else {
                out.append((char) c);
            }
        }
        return out.toString();
    }

    private static char hex(int digit) {
        return "0123456789ABCDEF".charAt(digit);
    }

    static String shown(String destination) {
        return destination.length() <= 60 ? destination : destination.substring(0, 60) + "…";
    }
}
