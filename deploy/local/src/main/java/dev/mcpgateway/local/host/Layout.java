package dev.mcpgateway.local.host;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Where things are: the source tree, and the data folder that outlives a run. */
public record Layout(Path root, Path data) {
    private static final long NEEDED = 1L << 30;
    private static final Pattern SHELL_READS = Pattern.compile("[\"$`]");

    public Layout {
        root = root.toAbsolutePath().normalize();
        data = data.toAbsolutePath().normalize();
    }

    public Path logs() {
        return data.resolve("logs");
    }

    /** Who runs now; emptied when the stack stops. */
    public Path run() {
        return data.resolve("run");
    }

    public Path log(String name) {
        return logs().resolve(name + ".log");
    }

    /** Makes the folders, or says why they cannot be used. */
    public Layout prepared() {
        if (Files.exists(data) && !Files.isDirectory(data)) {
            throw new Refusal("%s is not a folder: name another one with --data DIR.".formatted(data));
        }
        if (SHELL_READS.matcher(data.toString()).find()) {
            throw new Refusal(
                    "Postgres cannot start in %s: its own script reads \", $ and ` in the path. Name another folder with --data DIR."
                            .formatted(data));
        }
        try {
            Files.createDirectories(logs());
            Files.createDirectories(run());
        } catch (IOException cannot) {
            throw new Refusal("The data folder %s cannot be made (%s): name another one with --data DIR."
                    .formatted(data, cannot));
        }
        if (!Files.isWritable(data) || !Files.isWritable(logs()) || !Files.isWritable(run())) {
            throw new Refusal(
                    "The data folder %s cannot be written: name another one with --data DIR.".formatted(data));
        }
        requireSpace(NEEDED);
        return this;
    }

    void requireSpace(long bytes) {
        try {
            FileStore disk = Files.getFileStore(data);
            if (disk.getUsableSpace() < bytes) {
                throw new Refusal(
                        ("Only %d MiB are free on the disk of %s, and %d MiB are needed: free some, or name a folder on"
                                        + " another disk with --data DIR.")
                                .formatted(disk.getUsableSpace() >> 20, data, bytes >> 20));
            }
        } catch (IOException unknown) {
            throw new Refusal("The free space of %s cannot be read: %s".formatted(data, unknown.getMessage()));
        }
    }
}
