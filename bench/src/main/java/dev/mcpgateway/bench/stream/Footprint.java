package dev.mcpgateway.bench.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.mcpgateway.bench.Workbench;

/**
 * What a virtual machine holds at this moment.
 *
 * @param heapBytes of objects that are still in use
 * @param directBytes outside the heap, which is where Netty has its buffers
 * @param files open ones, sockets among them
 */
public record Footprint(long heapBytes, long directBytes, int files, int threads, double rssMiB) {
    /** What the machine must be started with, for memory outside its heap to be counted. */
    public static final String TRACKING = "-XX:NativeMemoryTracking=summary";

    private static final Pattern OTHER = Pattern.compile("Other \\(reserved=\\d+KB, committed=(\\d+)KB\\)");

    /**
     * Collects the garbage of {@code jvm} and looks.
     *
     * @param histogram where it is written down what its objects are
     */
    public static Footprint of(ProcessHandle jvm, Path histogram) {
        try {
            // What waits to be cleaned up after the first collection is gone with the second.
            jcmd(jvm, "GC.class_histogram", histogram);
            double rssMiB = Workbench.rssMiB(jvm);
            long direct = directBytes(jcmd(jvm, "VM.native_memory", histogram));
            return new Footprint(
                    heapBytes(jcmd(jvm, "GC.class_histogram", histogram)),
                    direct,
                    entries(jvm, "fd"),
                    entries(jvm, "task"),
                    rssMiB);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From the last line: {@code Total  1234  56789}. */
    static long heapBytes(List<String> histogram) {
        String total = histogram.get(histogram.size() - 1);
        if (!total.startsWith("Total")) {
            throw new IllegalStateException("jcmd said nothing of the heap but: " + total);
        }
        return Long.parseLong(total.substring(total.lastIndexOf(' ') + 1));
    }

    /** What {@code Unsafe} allocated; zero where nothing is counted. */
    static long directBytes(List<String> nativeMemory) {
        return nativeMemory.stream()
                .map(OTHER::matcher)
                .filter(Matcher::find)
                .mapToLong(found -> Long.parseLong(found.group(1)) * 1_024)
                .findFirst()
                .orElse(0);
    }

    private static int entries(ProcessHandle process, String folder) throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc", Long.toString(process.pid()), folder))) {
            return Math.toIntExact(entries.count());
        }
    }

    private static List<String> jcmd(ProcessHandle jvm, String command, Path to) throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process asked = new ProcessBuilder(jcmd.toString(), Long.toString(jvm.pid()), command)
                .redirectErrorStream(true)
                .redirectOutput(to.toFile())
                .start();
        try {
            asked.waitFor();
        } catch (InterruptedException e) {
            asked.destroy();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return Files.readAllLines(to);
    }
}
