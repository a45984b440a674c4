package dev.mcpgateway.git.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

import dev.mcpgateway.git.call.Budget;

/** One repository that may be read, open for as long as the service runs. */
public final class ServedRepository implements AutoCloseable {
    private final String name;
    private final String description;
    private final Layout layout;
    private final SafeConfig config;
    private final FileRepositoryBuilder paths;
    private final Repository shared;

    private ServedRepository(
            String name,
            String description,
            Layout layout,
            SafeConfig config,
            FileRepositoryBuilder paths,
            Repository shared) {
        this.name = name;
        this.description = description;
        this.layout = layout;
        this.config = config;
        this.paths = paths;
        this.shared = shared;
    }

    static ServedRepository open(String name, String description, Layout layout, Path ownFolder) throws IOException {
        SafeConfig config = SafeConfig.read(layout.commonDir().resolve("config"));
        Path ourConfig = Files.writeString(ownFolder.resolve(name + ".config"), config.text());
        Path nowhere = ownFolder.resolve("nowhere");
        FileRepositoryBuilder paths = new FileRepositoryBuilder();
        paths.setFS(new FencedFileSystem(ourConfig, nowhere))
                .setGitDir(layout.gitDir().toFile())
                .setGitCommonDir(layout.commonDir().toFile())
                .setObjectDirectory(layout.commonDir().resolve("objects").toFile())
                // Given one alternate of ours, however empty, JGit does not look for those of the repository.
                .addAlternateObjectDirectory(nowhere.resolve("objects").toFile());
        if (layout.workTree().isPresent()) {
            paths.setWorkTree(layout.workTree().get().toFile())
                    .setIndexFile(layout.gitDir().resolve("index").toFile());
        } else {
            paths.setBare();
        }
        return new ServedRepository(name, description, layout, config, paths, new FileRepository(paths.setup()));
    }

    public String name() {
        return name;
    }

    public String description() {
        return description;
    }

    public boolean bare() {
        return layout.workTree().isEmpty();
    }

    public boolean shallow() {
        return layout.shallow();
    }

    /** Whether objects are missing here because they are borrowed from a repository that is not followed. */
    public boolean borrowsObjects() {
        return layout.borrowsObjects();
    }

    public Optional<Path> workTree() {
        return layout.workTree();
    }

    Layout layout() {
        return layout;
    }

    SafeConfig config() {
        return config;
    }

    /** Opens it for one call. */
    public Reading read(Budget budget) {
        return new Reading(this, new CallRepository(paths, shared, budget), budget);
    }

    @Override
    public void close() {
        shared.close();
    }
}
