package dev.mcpgateway.bench.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How many files a process may open here: a virtual machine helps itself to all it may have. */
final class OpenFiles {
    /** Files of the program itself, and connections that are just being closed. */
    private static final int BESIDE = 500;

    private OpenFiles() {}

    static void suffice(List<Integer> sizes) {
        int most = sizes.stream().mapToInt(size -> 2 * size + BESIDE).max().orElse(0);
        try {
            long allowed = hardLimit(Files.readString(Path.of("/proc/self/limits")));
            if (most > allowed) {
                throw new IllegalArgumentException("a stream takes two open files in the gateway, so " + most
                        + " are needed, and " + allowed + " are allowed here: ulimit -n, or fewer --streams");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From {@code /proc/<pid>/limits}. */
    static long hardLimit(String limits) {
        return limits.lines()
                .filter(line -> line.startsWith("Max open files"))
                .map(line -> line.split("\\s+", -1)[4])
                .mapToLong(hard -> hard.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(hard))
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }
}
