package dev.mcpgateway.git.call;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What a caller names a commit by: a branch, tag or full ref, an object id of at least four digits, {@code HEAD}, each
 * with {@code ~n}, {@code ^n} or {@code ^{commit}} behind it. Everything else git would understand ({@code ref:path},
 * {@code @{upstream}}, {@code :/text}, ranges) reads more than history and is refused.
 */
public record Revision(String text) {
    private static final int MAX_LENGTH = 256;
    private static final Pattern STEPS = Pattern.compile("(?:~\\d{0,6}|\\^\\d{0,2}|\\^\\{(?:commit|tree|blob|tag|)})*");
    private static final Pattern FORBIDDEN = Pattern.compile("[\\x00-\\x20\\x7f:?*\\[\\\\~^]");

    /** Stands below the patterns, which it is checked with. */
    public static final Revision HEAD = new Revision("HEAD");

    public Revision {
        refuseIf(text.isEmpty(), "is empty");
        refuseIf(text.length() > MAX_LENGTH, "is longer than " + MAX_LENGTH + " characters");
        refuseIf(text.startsWith("-"), "starts with '-'; options are not accepted");
        refuseIf(text.startsWith("/"), "starts with '/'; it is a name, not a path");
        refuseIf(text.contains(".."), "contains '..'; give the two ends of a range separately");
        refuseIf(text.contains("@{") || text.equals("@"), "uses '@'; reflogs and upstreams are not readable here");
        int steps = firstStep(text);
        String name = text.substring(0, steps);
        refuseIf(name.isEmpty(), "names nothing before '~' or '^'");
        refuseIf(
                FORBIDDEN.matcher(name).find(),
                "contains a character that no ref may have (space, control, : ? * [ \\ ~ ^)");
        refuseIf(
                name.endsWith("/") || name.endsWith(".") || name.endsWith(".lock") || name.contains("//"),
                "is not a well-formed name");
        refuseIf(
                !STEPS.matcher(text.substring(steps)).matches(),
                "has an ending other than ~n, ^n, ^{commit}, ^{tree}, ^{tag}");
        for (String segment : name.split("/", -1)) {
            refuseIf(segment.startsWith("."), "has a segment that starts with '.'");
        }
    }

    public static Revision orHead(@Nullable String text) {
        return text == null ? HEAD : new Revision(text);
    }

    private static int firstStep(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '~' || text.charAt(i) == '^') {
                return i;
            }
        }
        return text.length();
    }

    private static void refuseIf(boolean bad, String why) {
        if (bad) {
            throw new Refused("The ref " + why + ".");
        }
    }
}
