package dev.mcpgateway.local.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;

/** A module of the source tree that becomes one executable jar. */
public record AppModule(Path root, String folder) {
    public Path jar() {
        return target().resolve(artifact() + "-app.jar");
    }

    String artifact() {
        return Path.of(folder).getFileName().toString();
    }

    Path target() {
        return root.resolve(folder).resolve("target");
    }

    /** Missing, or older than something it is made from. */
    public boolean isStale() {
        if (!Files.exists(jar())) {
            return true;
        }
        FileTime built = built();
        return Stream.of(folder, "mcp")
                        .map(root::resolve)
                        .flatMap(module -> Stream.of(module.resolve("pom.xml"), module.resolve("src/main")))
                        .anyMatch(source -> isNewer(source, built))
                || isNewer(root.resolve("pom.xml"), built);
    }

    /** The time the build began, not ended: what was saved meanwhile is newer than the jar. */
    void builtAt(FileTime begun) {
        try {
            Files.writeString(stamp(), "");
            Files.setLastModifiedTime(stamp(), begun);
        } catch (IOException cannot) {
            throw new UncheckedIOException(cannot);
        }
    }

    private FileTime built() {
        boolean oursIsTheLast = Files.exists(stamp()) && written(stamp()).compareTo(written(jar())) >= 0;
        return oursIsTheLast ? modified(stamp()) : written(jar());
    }

    private Path stamp() {
        return target().resolve("built-by-up");
    }

    /** A reproducible build gives every jar the same time of modification; the inode knows better. */
    static FileTime written(Path file) {
        try {
            return file.getFileSystem().supportedFileAttributeViews().contains("unix")
                    ? (FileTime) Files.getAttribute(file, "unix:ctime")
                    : Files.getLastModifiedTime(file);
        } catch (IOException cannot) {
            throw new UncheckedIOException(cannot);
        }
    }

    private static boolean isNewer(Path source, FileTime built) {
        if (!Files.exists(source)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(source)) {
            return files.anyMatch(file -> modified(file).compareTo(built) > 0);
        } catch (IOException cannot) {
            throw new UncheckedIOException(cannot);
        }
    }

    static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException cannot) {
            throw new UncheckedIOException(cannot);
        }
    }
}
