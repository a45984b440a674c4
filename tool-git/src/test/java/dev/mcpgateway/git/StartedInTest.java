package dev.mcpgateway.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.mcpgateway.git.call.Limits;
import dev.mcpgateway.git.repository.Repositories;
import dev.mcpgateway.git.repository.ServedFolders;
import dev.mcpgateway.git.repository.ServedRepository;

import static org.assertj.core.api.Assertions.assertThat;

/** A service for which nobody named a repository, in different folders. */
class StartedInTest {
    private static final ServedFolders NONE = new ServedFolders(List.of(), List.of());

    @TempDir
    private Path folder;

    @Test
    void servesTheRepositoryItWasStartedIn() throws IOException {
        Path sample = SampleRepository.build(folder.resolve("sample"));

        assertThat(served(sample)).containsExactly("sample");
    }

    @Test
    void startsInAFolderThatIsNone() throws IOException {
        assertThat(served(folder)).isEmpty();
    }

    @Test
    void startsInALinkedWorkTreeWithoutReadingElsewhere() throws IOException {
        Path sample = SampleRepository.build(folder.resolve("sample"));
        Path linked = Files.createDirectory(folder.resolve("linked"));
        Files.writeString(linked.resolve(".git"), "gitdir: " + sample.resolve(".git"));

        assertThat(served(linked)).isEmpty();
    }

    private static List<String> served(Path here) throws IOException {
        try (Repositories repositories = GitApplication.hereIfAny(here, NONE, Limits.DEFAULT)) {
            return repositories.all().stream().map(ServedRepository::name).toList();
        }
    }
}
