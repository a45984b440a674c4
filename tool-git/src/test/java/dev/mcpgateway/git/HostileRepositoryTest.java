package dev.mcpgateway.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

import dev.mcpgateway.git.call.GitPath;
import dev.mcpgateway.git.call.Limits;
import dev.mcpgateway.git.call.Refused;
import dev.mcpgateway.git.call.Revision;
import dev.mcpgateway.git.content.FileText;
import dev.mcpgateway.git.history.CommitInfo;
import dev.mcpgateway.git.history.Log;
import dev.mcpgateway.git.state.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Repositories made by somebody who wants this service to do something for him. */
class HostileRepositoryTest {
    @TempDir
    private Path folder;

    private Path roots = Path.of("");
    private Git git = new Git(Path.of(""));

    @BeforeEach
    void build() throws IOException {
        roots = Files.createDirectory(folder.resolve("roots"));
        git = new Git(SampleRepository.build(roots.resolve("sample")));
    }

    @Test
    void runsNoHookFilterOrMonitorOfTheRepository() throws IOException {
        Path ran = folder.resolve("ran");
        String touch = "touch " + ran;
        git.run("config", "filter.evil.clean", touch);
        git.run("config", "filter.evil.smudge", touch);
        git.run("config", "filter.evil.process", touch);
        git.run("config", "core.fsmonitor", touch);
        git.run("config", "diff.evil.textconv", touch);
        git.run("config", "diff.external", touch);
        Files.writeString(git.folder().resolve(".gitattributes"), "* filter=evil diff=evil\n");
        Files.writeString(git.folder().resolve("NOTES"), "changed on disk\n");
        try (Served served = Served.at(git.folder())) {
            assertThat(status(served).entries()).contains(new Status.Entry("NOTES", null, "modified", false));
        }
        assertThat(ran).doesNotExist();
    }

    @Test
    void followsNoIncludeAndNoForeignWorkTree() throws IOException {
        Path included = Files.writeString(folder.resolve("included"), "[core]\n\tbare = broken [[[\n");
        Files.writeString(
                git.folder().resolve(".git/config"),
                "[core]\n\trepositoryformatversion = 0\n\tworktree = /etc\n[include]\n\tpath = " + included + "\n");
        try (Served served = Served.at(git.folder(), List.of(roots), Limits.DEFAULT)) {
            assertThat(status(served).entries()).isEmpty();
        }
    }

    @Test
    void seesTheRealObjectsBehindReplaceRefs() throws IOException {
        String head = git.run("rev-parse", "HEAD").strip();
        git.run("replace", head, git.run("rev-parse", "HEAD~2").strip());
        try (Served served = Served.at(git.folder())) {
            assertThat(log(served)).isEqualTo(git.lines("--no-replace-objects", "log", "--format=%H"));
        }
    }

    @Test
    void doesNotFollowAlternates() throws IOException {
        Path borrowing = roots.resolve("borrowing");
        git.run("clone", "-q", "--shared", git.folder().toString(), borrowing.toString());
        try (Served served = Served.at(borrowing)) {
            assertThatThrownBy(() -> log(served)).isInstanceOf(Refused.class).hasMessageContaining("borrows objects");
        }
    }

    @Test
    void refusesPartsThatLieOutsideTheRoots() throws IOException {
        Path outside = SampleRepository.build(folder.resolve("outside"));

        Path linked = Files.createSymbolicLink(roots.resolve("linked"), outside);
        assertRefused(linked, "outside the allowed roots");

        Path pointing = Files.createDirectory(roots.resolve("pointing"));
        Files.writeString(pointing.resolve(".git"), "gitdir: " + outside.resolve(".git") + "\n");
        assertRefused(pointing, "its .git lies outside");

        Path common = SampleRepository.build(roots.resolve("common"));
        Files.writeString(
                common.resolve(".git/commondir"), outside.resolve(".git").toString());
        assertRefused(common, "its commondir lies outside");

        for (String part :
                List.of("objects", "refs", "config", "packed-refs", "refs/heads/evil", "objects/pack/evil.pack")) {
            Path mixed = Files.createDirectory(roots.resolve("mixed-" + part.replace('/', '-')));
            new Git(mixed).run("init", "-q");
            Path inside = mixed.resolve(".git").resolve(part);
            Path target = outside.resolve(".git")
                    .resolve(Files.exists(outside.resolve(".git").resolve(part)) ? part : "HEAD");
            if (Files.exists(inside)) {
                Files.move(inside, folder.resolve("moved-" + part.replace('/', '-')));
            }
            Files.createSymbolicLink(inside, target);
            assertRefused(mixed, "outside the allowed roots");
        }
        assertRefused(roots.resolve("../outside"), "outside the allowed roots");
        assertRefused(outside, "outside the allowed roots");
        assertRefused(roots.resolve("nothing"), "does not exist");
        assertRefused(Files.createDirectory(roots.resolve("plain")), "not a git repository");
    }

    @Test
    void looksThroughNoLinkInTheWorkTree() throws IOException {
        Path secret = Files.createDirectory(folder.resolve("secret"));
        Files.writeString(secret.resolve("first.txt"), "secret\n");
        Files.writeString(secret.resolve(".gitignore"), "*\n");
        git.run("rm", "-rq", "--cached", "docs");
        deleteTree(git.folder().resolve("lib"));
        Files.createSymbolicLink(git.folder().resolve("lib"), secret);
        Files.createSymbolicLink(git.folder().resolve("away"), secret);
        try (Served served = Served.at(git.folder())) {
            Status status = status(served);
            assertThat(status.entries())
                    .contains(new Status.Entry("lib/first.txt", null, "deleted", false))
                    .contains(new Status.Entry("away", null, "untracked", false))
                    .contains(new Status.Entry("lib", null, "untracked", false));
            assertThatThrownBy(() -> read(served, "away/first.txt")).isInstanceOf(Refused.class);
        }
    }

    private void assertRefused(Path repository, String why) {
        assertThatThrownBy(() ->
                        Served.at(repository, List.of(roots), Limits.DEFAULT).close())
                .as(repository.toString())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(why);
    }

    private static void deleteTree(Path tree) throws IOException {
        FileSystemUtils.deleteRecursively(tree);
    }

    private static Status status(Served served) {
        return served.read(reading -> Status.of(reading, new Status.Question(Served.NAME, true), 1000, null));
    }

    private static List<String> log(Served served) {
        Log.Question question = new Log.Question(Served.NAME, Revision.HEAD, null, null, 0, Integer.MAX_VALUE, false);
        return served.read(reading -> Log.of(reading, question, 1000, null)).commits().stream()
                .map(CommitInfo::id)
                .toList();
    }

    private static FileText read(Served served, String path) {
        FileText.Question question =
                new FileText.Question(Served.NAME, Revision.HEAD, GitPath.parse(path), 1, Integer.MAX_VALUE);
        return served.read(reading -> FileText.of(reading, question, 100, null));
    }
}
