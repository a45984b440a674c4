package dev.mcpgateway.git.repository;

import java.util.concurrent.TimeUnit;

import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.storage.file.WindowCacheConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * The machine as JGit may see it: no configuration of a user or the system, no environment. It also answers how exact
 * file times are; asked itself, JGit would find out by writing probe files into the repository.
 */
final class QuietSystem extends SystemReader {
    // Coarser than the clock tick that stamps files on Linux. Too coarse costs a second look, too fine misses a change.
    private static final long TIME_RESOLUTION_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final SystemReader machine;

    private QuietSystem(SystemReader machine) {
        this.machine = machine;
    }

    /** For the whole process, before the first repository is opened. */
    static synchronized void install(int blobBytes) {
        if (SystemReader.getInstance() instanceof QuietSystem) {
            return;
        }
        SystemReader.setInstance(new QuietSystem(SystemReader.getInstance()));
        WindowCacheConfig cache = new WindowCacheConfig();
        cache.setPackedGitLimit(48L << 20);
        cache.setPackedGitWindowSize(32 << 10);
        cache.setPackedGitOpenFiles(256);
        cache.setDeltaBaseCacheLimit(24 << 20);
        // Above this JGit would unpack through a temporary object in the repository; below it a tree still fits.
        cache.setStreamFileThreshold(Math.max(blobBytes + 1, 32 << 20));
        cache.install();
    }

    @Override
    public String getHostname() {
        return "localhost";
    }

    @Override
    public @Nullable String getenv(String variable) {
        return null;
    }

    @Override
    public @Nullable String getProperty(String key) {
        return machine.getProperty(key);
    }

    @Override
    public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
        return new Nothing(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
        return new Nothing(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
        return new Nothing(parent, fs);
    }

    // Abstract and deprecated in the parent; there is nothing of ours to inline.
    @SuppressWarnings("InlineMeSuggester")
    @Override
    @Deprecated
    public long getCurrentTime() {
        return machine.now().toEpochMilli();
    }

    // Abstract and deprecated in the parent; there is nothing of ours to inline.
    @SuppressWarnings("InlineMeSuggester")
    @Override
    @Deprecated
    public int getTimezone(long when) {
        return 0;
    }

    /** An empty configuration without a file, except for the one answer that keeps probe files away. */
    private static final class Nothing extends FileBasedConfig {
        // The parent constructor takes null for "no file", which its own fallback uses too.
        @SuppressWarnings("NullAway")
        Nothing(@Nullable Config parent, FS fs) {
            super(parent, null, fs);
        }

        @Override
        public void load() {
            // There is nothing to load.
        }

        @Override
        public void save() {
            throw new UnsupportedOperationException("Nothing is ever saved.");
        }

        @Override
        public boolean isOutdated() {
            return false;
        }

        @Override
        public long getTimeUnit(
                String section, @Nullable String subsection, String name, long fallback, TimeUnit unit) {
            if (!section.equals(ConfigConstants.CONFIG_FILESYSTEM_SECTION)) {
                return super.getTimeUnit(section, subsection, name, fallback, unit);
            }
            return name.equals(ConfigConstants.CONFIG_KEY_TIMESTAMP_RESOLUTION)
                    ? unit.convert(TIME_RESOLUTION_NANOS, TimeUnit.NANOSECONDS)
                    : 0;
        }
    }
}
