package dev.mcpgateway.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.mcpgateway.local.host.Refusal;

/** Who runs on a data folder: the lock of the launcher, and one file for each process, so that the next run can clean up. */
public final class RunFolder {
    private static final String LAUNCHER = "launcher";
    private static final String SUFFIX = ".pid";
    private static final Duration ORPHAN_GRACE = Duration.ofSeconds(10);

    private final Path folder;
    private @Nullable FileLock lock;

    public RunFolder(Path folder) {
        this.folder = folder;
    }

    /** One launcher for one data folder; the lock goes with the process, however that ends. */
    public void lock() {
        try {
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = channel.tryLock();
        } catch (OverlappingFileLockException twice) {
            lock = null;
        } catch (IOException cannot) {
            throw new Refusal("The run folder %s cannot be locked: %s".formatted(folder, cannot.getMessage()));
        }
        if (lock == null) {
            throw new Refusal(
                    "A stack already runs on %s%s: ./up stop ends it, --data DIR --port P starts another beside it."
                            .formatted(
                                    folder.getParent(),
                                    launcher()
                                            .map(it -> " (pid " + it.pid() + ")")
                                            .orElse("")));
        }
        record(LAUNCHER, ProcessHandle.current());
    }

    public Optional<ProcessHandle> launcher() {
        return Optional.ofNullable(marks().get(LAUNCHER)).flatMap(ProcessMark::find);
    }

    /** Those of our children that are alive, by name. */
    public Map<String, ProcessHandle> children() {
        Map<String, ProcessHandle> alive = new TreeMap<>();
        marks().forEach((name, mark) -> {
            if (!name.equals(LAUNCHER)) {
                mark.find().ifPresent(process -> alive.put(name, process));
            }
        });
        return alive;
    }

    public void record(String name, ProcessHandle process) {
        try {
            Files.writeString(file(name), ProcessMark.of(process).text());
        } catch (IOException cannot) {
            throw new UncheckedIOException(cannot);
        }
    }

    public void forget(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException cannot) {
            throw new UncheckedIOException(cannot);
        }
    }

    /** Ends what a launcher that was killed left behind; the names of what had to be ended. */
    public List<String> endOrphans() {
        Map<String, ProcessHandle> orphans = children();
        orphans.values().forEach(ProcessHandle::destroy);
        orphans.values().forEach(process -> Ending.of(process, ORPHAN_GRACE));
        marks().keySet().stream().filter(name -> !name.equals(LAUNCHER)).forEach(this::forget);
        return List.copyOf(orphans.keySet());
    }

    private Path file(String name) {
        return folder.resolve(name + SUFFIX);
    }

    private Map<String, ProcessMark> marks() {
        Map<String, ProcessMark> marks = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return marks;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(it -> it.toString().endsWith(SUFFIX)).toList()) {
                String name = file.getFileName().toString();
                ProcessMark.parse(Files.readString(file))
                        .ifPresent(mark -> marks.put(name.substring(0, name.length() - SUFFIX.length()), mark));
            }
        } catch (IOException cannot) {
            throw new UncheckedIOException(cannot);
        }
        return marks;
    }
}
