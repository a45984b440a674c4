package dev.mcpgateway.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.mcpgateway.git.call.GitPath;
import dev.mcpgateway.git.state.Status;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StatusTest {
    private static final Map<String, String> LETTERS =
            Map.of("added", "A", "modified", "M", "deleted", "D", "type_changed", "T");

    @TempDir
    private Path folder;

    @Test
    void isCleanAfterACheckout() throws IOException {
        assertSame(new Git(SampleRepository.build(folder.resolve("sample"))));
    }

    @Test
    void saysWhatGitSaysOfEveryKindOfChange() throws IOException {
        Git git = new Git(SampleRepository.build(folder.resolve("sample")));
        Path tree = git.folder();
        Files.writeString(tree.resolve("NOTES"), "same length needle\nneedle aga\n");
        Files.delete(tree.resolve("empty.txt"));
        Files.writeString(tree.resolve("lib/first.txt"), "staged\n");
        git.run("add", "lib/first.txt");
        Files.writeString(tree.resolve("lib/first.txt"), "and changed again\n");
        Files.delete(tree.resolve("outside"));
        Files.writeString(tree.resolve("outside"), "now a file\n");
        Files.delete(tree.resolve("lib/two.txt"));
        Files.createSymbolicLink(tree.resolve("lib/two.txt"), Path.of("caf\u00e9"));
        git.run("rm", "-q", "topic-a.txt");
        Files.createDirectories(tree.resolve("new/deep/folder"));
        Files.writeString(tree.resolve("new/deep/folder/file"), "x");
        Files.createDirectories(tree.resolve("hollow/inside"));
        Files.writeString(tree.resolve("docs/\u00fcn\"tracked"), "x");
        Files.writeString(tree.resolve(".gitignore"), "*.log\n!keep.log\n/lib/*.tmp\nbuild/\n");
        Files.writeString(tree.resolve("lib/.gitignore"), "special\n");
        for (String name :
                List.of("a.log", "keep.log", "lib/b.log", "lib/x.tmp", "lib/special", "special", "docs/x.tmp")) {
            Files.writeString(tree.resolve(name), name);
        }
        Files.createDirectories(tree.resolve("build/out"));
        Files.writeString(tree.resolve("build/out/y"), "y");
        Files.createDirectories(tree.resolve("mixed"));
        Files.writeString(tree.resolve("mixed/c.log"), "only ignored");
        Files.writeString(tree.resolve(".git/info/exclude"), "docs/x.*\n");
        git.run("init", "-q", tree.resolve("nested").toString());
        assertThat(tree.resolve("run.sh").toFile().setExecutable(false)).isTrue();

        assertSame(git);
    }

    @Test
    void marksConflicts() throws IOException {
        Git git = new Git(SampleRepository.build(folder.resolve("sample")));
        git.run("checkout", "-q", "-b", "other", "main");
        Files.writeString(git.folder().resolve("NOTES"), "other\n");
        git.run("commit", "-qam", "Other");
        git.run("checkout", "-q", "main");
        Files.writeString(git.folder().resolve("NOTES"), "mine\n");
        git.run("commit", "-qam", "Mine");
        assertThatThrownBy(() -> git.run("merge", "-q", "other")).isInstanceOf(AssertionError.class);
        try (Served served = Served.at(git.folder())) {
            assertThat(entries(served)).containsExactly(new Status.Entry("NOTES", null, null, true));
        }
    }

    @Test
    void worksBeforeTheFirstCommit() throws IOException {
        Git git = new Git(folder);
        git.run("init", "-q", "-b", "main");
        Files.writeString(folder.resolve("one"), "1");
        git.run("add", "one");
        Files.writeString(folder.resolve("two"), "2");
        assertSame(git);
    }

    private static void assertSame(Git git) throws IOException {
        List<String> theirs = new ArrayList<>();
        byte[] output =
                git.bytes(new byte[0], "status", "--porcelain", "-z", "--no-renames", "--ignore-submodules=all");
        for (String line : new String(output, ISO_8859_1).split("\0", -1)) {
            if (!line.isEmpty()) {
                theirs.add(
                        line.substring(0, 3) + GitPath.display(line.substring(3).getBytes(ISO_8859_1)));
            }
        }
        try (Served served = Served.at(git.folder())) {
            List<String> ours =
                    entries(served).stream().map(StatusTest::porcelain).toList();
            assertThat(ours).containsExactlyInAnyOrderElementsOf(theirs);
        }
    }

    private static List<Status.Entry> entries(Served served) {
        Status.Question question = new Status.Question(Served.NAME, true);
        return served.all(
                cursor -> reading -> Status.of(reading, question, 3, cursor), Status::entries, Status::nextCursor);
    }

    private static String porcelain(Status.Entry entry) {
        return "untracked".equals(entry.workTree())
                ? "?? " + entry.path()
                : letter(entry.index()) + letter(entry.workTree()) + " " + entry.path();
    }

    private static String letter(@Nullable String word) {
        return word == null ? " " : Objects.requireNonNull(LETTERS.get(word));
    }
}
