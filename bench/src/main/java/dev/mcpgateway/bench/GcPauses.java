package dev.mcpgateway.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How often a JVM stood still to collect garbage, and for how long in all: from the log it keeps of that. */
record GcPauses(long count, double millis) {
    static final GcPauses NONE = new GcPauses(0, 0);

    private static final Pattern PAUSE = Pattern.compile("GC\\(\\d+\\) Pause .* ([\\d.]+)ms$", Pattern.MULTILINE);

    /** What a JVM has to be told; a line for each collection costs it next to nothing. */
    static String logTo(Path file) {
        return "-Xlog:gc:file=" + file;
    }

    /** Since the process began; none for a process that is no JVM. */
    static GcPauses in(Path file) {
        try {
            return Files.exists(file) ? of(Files.readString(file)) : NONE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static GcPauses of(String log) {
        long count = 0;
        double millis = 0;
        Matcher pauses = PAUSE.matcher(log);
        while (pauses.find()) {
            count++;
            millis += Double.parseDouble(pauses.group(1));
        }
        return new GcPauses(count, millis);
    }

    GcPauses since(GcPauses before) {
        return new GcPauses(count - before.count, millis - before.millis);
    }
}
