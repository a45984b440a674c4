package dev.mcpgateway.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** The folder of one spool, held by one process at a time. Its name is the spool's id. */
final class SpoolFolder implements AutoCloseable {
    private static final String LOCK = "lock";
    private static final String BOOKMARK = "bookmark";

    /** A lock is lost when its file is opened and closed again, even by its own process: so that must not happen. */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final UUID id;
    private final Path path;
    private final FileChannel lock;

    private SpoolFolder(UUID id, Path path, FileChannel lock) {
        this.id = id;
        this.path = path;
        this.lock = lock;
    }

    /** Those below {@code root} whose process is gone; a new one if there is none. */
    static List<SpoolFolder> claim(Path root) throws IOException {
        Files.createDirectories(root);
        List<SpoolFolder> claimed = new ArrayList<>();
        try (Stream<Path> entries = Files.list(root)) {
            for (Path entry : entries.sorted().toList()) {
                id(entry).flatMap(id -> lock(id, entry)).ifPresent(claimed::add);
            }
        }
        if (claimed.isEmpty()) {
            UUID id = UUID.randomUUID();
            Path path = Files.createDirectory(root.toRealPath().resolve(id.toString()));
            claimed.add(lock(id, path).orElseThrow(() -> new IOException("a new folder cannot be locked: " + path)));
        }
        return claimed;
    }

    UUID id() {
        return id;
    }

    Path path() {
        return path;
    }

    Path bookmark() {
        return path.resolve(BOOKMARK);
    }

    List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(Segment::isSegment).sorted().toList();
        }
    }

    /** New names in the folder survive a power cut only after this. */
    void force() throws IOException {
        try (FileChannel folder = FileChannel.open(path, StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
        HELD_HERE.remove(path);
    }

    /** For one that has nothing left to say. */
    void delete() throws IOException {
        Files.deleteIfExists(bookmark());
        Files.deleteIfExists(path.resolve(LOCK));
        Files.deleteIfExists(path);
        close();
    }

    private static Optional<UUID> id(Path entry) {
        try {
            return Optional.of(UUID.fromString(entry.getFileName().toString()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<SpoolFolder> lock(UUID id, Path entry) {
        Path path;
        try {
            path = entry.toRealPath();
        } catch (IOException e) {
            return Optional.empty();
        }
        if (!HELD_HERE.add(path)) {
            return Optional.empty();
        }
        FileChannel channel = null;
        try {
            Path file = path.resolve(LOCK);
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            @Nullable FileLock lock = channel.tryLock();
            // A lock on a file that its last holder has just deleted holds nothing.
            if (lock != null && Files.exists(file)) {
                return Optional.of(new SpoolFolder(id, path, channel));
            }
            channel.close();
        } catch (IOException | OverlappingFileLockException e) {
            if (channel != null) {
                closeQuietly(channel);
            }
        }
        HELD_HERE.remove(path);
        return Optional.empty();
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It could not be locked, which is what the caller learns.
        }
    }
}
