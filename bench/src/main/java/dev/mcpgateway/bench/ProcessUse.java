package dev.mcpgateway.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the kernel says a process has used, all its threads and its children's together. */
record ProcessUse(double cpuSeconds, double rssMiB) {
    /** Linux reports times to user space in this unit on every architecture it runs on here. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int UTIME = 13;
    private static final int STOLEN = 8;
    private static final Pattern RSS = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    static final ProcessUse NONE = new ProcessUse(0, 0);

    /** The process and all its descendants, as they are now. */
    static ProcessUse ofTree(ProcessHandle root) {
        return Stream.concat(Stream.of(root), root.descendants())
                .map(process -> of(process.pid()))
                .reduce(NONE, ProcessUse::plus);
    }

    ProcessUse plus(ProcessUse other) {
        return new ProcessUse(cpuSeconds + other.cpuSeconds, rssMiB + other.rssMiB);
    }

    private static ProcessUse of(long pid) {
        Path proc = Path.of("/proc", Long.toString(pid));
        try {
            return new ProcessUse(
                    cpuSeconds(Files.readString(proc.resolve("stat"))),
                    rssMiB(Files.readString(proc.resolve("status"))));
        } catch (IOException e) {
            // It may have ended since it was listed, also between the opening of its file and the reading.
            if (Files.notExists(proc)) {
                return NONE;
            }
            throw new UncheckedIOException(e);
        }
    }

    /** From {@code /proc/<pid>/stat}; the name in its second field may hold blanks and brackets. */
    static double cpuSeconds(String stat) {
        List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
        int skipped = 2;
        return (Long.parseLong(fields.get(UTIME - skipped)) + Long.parseLong(fields.get(UTIME + 1 - skipped)))
                / TICKS_PER_SECOND;
    }

    /** From {@code /proc/<pid>/status}. */
    static double rssMiB(String status) {
        Matcher matcher = RSS.matcher(status);
        return matcher.find() ? Long.parseLong(matcher.group(1)) / 1024.0 : 0;
    }

    /** The whole machine's busy time since it started, from {@code /proc/stat}. */
    static double machineCpuSeconds(String stat) {
        String[] fields = stat.lines().findFirst().orElseThrow().split("\\s+", -1);
        long busy = 0;
        for (int i = 1; i <= 8; i++) {
            boolean idle = i == 4 || i == 5;
            busy += idle ? 0 : Long.parseLong(fields[i]);
        }
        return busy / TICKS_PER_SECOND;
    }

    static double machineCpuSeconds() {
        return machineCpuSeconds(machine());
    }

    /** How long this machine's processors had work and its host gave them to somebody else, since it started. */
    static double stolenSeconds(String stat) {
        return Long.parseLong(stat.lines().findFirst().orElseThrow().split("\\s+", -1)[STOLEN]) / TICKS_PER_SECOND;
    }

    static double stolenSeconds() {
        return stolenSeconds(machine());
    }

    private static String machine() {
        try {
            return Files.readString(Path.of("/proc/stat"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
