package dev.mcpgateway.git.repository;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;

import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.FS_POSIX;
import org.eclipse.jgit.util.ProcessResult;
import org.jspecify.annotations.Nullable;

/**
 * The file system as JGit may see it: no process is ever started, so no hook, filter or helper; nothing is written; and
 * where it looks for a repository's configuration it finds ours ({@link SafeConfig}).
 */
final class FencedFileSystem extends FS_POSIX {
    private final File configuration;
    private final File nowhere;

    FencedFileSystem(Path configuration, Path nowhere) {
        this.configuration = configuration.toFile();
        this.nowhere = nowhere.toFile();
    }

    @Override
    public FS newInstance() {
        return new FencedFileSystem(configuration.toPath(), nowhere.toPath());
    }

    @Override
    public File resolve(@Nullable File dir, String name) {
        return name.equals(Constants.CONFIG) ? configuration : super.resolve(dir, name);
    }

    @Override
    public File userHome() {
        return nowhere;
    }

    @Override
    protected @Nullable File discoverGitExe() {
        return null;
    }

    @Override
    public @Nullable File getGitSystemConfig() {
        return null;
    }

    @Override
    public @Nullable File findHook(Repository repository, String hookName) {
        return null;
    }

    @Override
    public ProcessResult runHookIfPresent(Repository repository, String hookName, String[] args) {
        return new ProcessResult(ProcessResult.Status.NOT_PRESENT);
    }

    @Override
    public ProcessBuilder runInShell(String command, String[] args) {
        throw fenced("start a process");
    }

    @Override
    public ExecutionResult execute(ProcessBuilder process, InputStream in) {
        throw fenced("start a process");
    }

    @Override
    public boolean setExecute(File file, boolean canExecute) {
        throw fenced("change a file");
    }

    @Override
    public void setLastModified(Path path, Instant time) {
        throw fenced("change a file");
    }

    @Override
    public void delete(File file) {
        throw fenced("delete a file");
    }

    @Override
    public void createSymLink(File path, String target) {
        throw fenced("create a link");
    }

    @Override
    public LockToken createNewFileAtomic(File path) throws IOException {
        throw fenced("create a file");
    }

    private static UnsupportedOperationException fenced(String what) {
        return new UnsupportedOperationException("A read-only repository does not " + what + ".");
    }
}
