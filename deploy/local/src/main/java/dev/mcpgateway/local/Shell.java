package dev.mcpgateway.local;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** Commands for somebody to paste. */
final class Shell {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+-]+");

    private Shell() {}

    /** One word, whatever is in the path; without quotes where none are needed. */
    static String word(Path path) {
        String text = path.toString();
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
