package dev.mcpgateway.local.process;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** What a child says, kept in two files of bounded size; the last lines also at hand for a crash report. */
final class ChildLog {
    private static final long MAX_FILE = 10L << 20;
    private static final int LAST = 12;

    private final Path file;
    private final long max;
    private final Deque<String> last = new ArrayDeque<>();

    ChildLog(Path file) {
        this(file, MAX_FILE);
    }

    ChildLog(Path file, long max) {
        this.file = file;
        this.max = max;
    }

    /** Reads until the child closes its output. Without a reader a chatty child would stand still. */
    void drain(InputStream output) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                line = fill(line, lines);
            }
        } catch (IOException gone) {
            keep("(the log ends here: " + gone.getMessage() + ")");
        }
    }

    /** Writes one file until it is full; the first line that no longer fits, or null at the end of the output. */
    private @Nullable String fill(String first, BufferedReader lines) throws IOException {
        long written = Files.exists(file) ? Files.size(file) : 0;
        if (written >= max) {
            Files.move(file, previous(), StandardCopyOption.REPLACE_EXISTING);
            written = 0;
        }
        try (BufferedWriter writer =
                Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            String line = first;
            while (line != null && written < max) {
                writer.write(line);
                writer.newLine();
                written += line.length() + 1L;
                keep(line);
                if (!lines.ready()) {
                    writer.flush();
                }
                line = lines.readLine();
            }
            return line;
        }
    }

    private synchronized void keep(String line) {
        if (line.isBlank()) {
            return;
        }
        if (last.size() == LAST) {
            last.removeFirst();
        }
        last.addLast(line);
    }

    synchronized List<String> lastLines() {
        return List.copyOf(last);
    }

    Path previous() {
        return file.resolveSibling(file.getFileName() + ".1");
    }
}
