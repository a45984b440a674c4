package dev.mcpgateway.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.mcpgateway.git.call.Limits;
import dev.mcpgateway.git.call.Revision;
import dev.mcpgateway.git.change.Diff;
import dev.mcpgateway.git.history.Comparison;
import dev.mcpgateway.git.history.Show;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** What differs is what git says, and the patch is one that git applies. */
class DiffTest {
    private static final char NOT_UTF_8 = '\uFFFD';

    @TempDir
    private Path folder;

    @Test
    void namesTheSameFilesAndLineCounts() throws IOException {
        Git git = new Git(SampleRepository.build(folder.resolve("sample")));
        try (Served served = Served.at(git.folder())) {
            for (String commit : git.lines("log", "--no-merges", "--min-parents=1", "--format=%H")) {
                List<String> ours = files(served, commit).stream()
                        .filter(file -> !file.status().equals("type_changed"))
                        .map(file -> (file.added() == null ? "-\t-" : file.added() + "\t" + file.deleted()))
                        .toList();
                List<String> theirs =
                        git.lines("show", "--format=", "--numstat", "-M", "--diff-filter=t", commit).stream()
                                .map(line -> line.substring(
                                        0, line.lastIndexOf('\t', line.indexOf('\t', line.indexOf('\t') + 1))))
                                .toList();
                assertThat(ours).as(commit).containsExactlyInAnyOrderElementsOf(theirs);
                assertThat(statuses(served, commit))
                        .as(commit)
                        .containsExactlyInAnyOrderElementsOf(
                                git.lines("show", "--format=", "--name-status", "-M", commit).stream()
                                        .map(line -> line.substring(0, 1))
                                        .toList());
            }
        }
    }

    @Test
    void writesPatchesThatGitAppliesToTheSameTree() throws IOException {
        Git git = new Git(SampleRepository.build(folder.resolve("sample")));
        // Small pages, so that a patch is put together from several.
        Limits limits = new Limits(Limits.DEFAULT.time(), 1 << 20, 1024, 4000, 1000);
        try (Served served = Served.at(git.folder(), List.of(), limits)) {
            for (String commit : git.lines("log", "--first-parent", "--max-count=7", "--format=%H", "main")) {
                Comparison.Question question = new Comparison.Question(
                        Served.NAME,
                        new Revision(commit + "^"),
                        new Revision(commit),
                        false,
                        new Diff.Form(null, true, 3));
                List<String> pages = served.all(
                        cursor -> reading -> Comparison.of(reading, question, 2, cursor),
                        page -> List.of(String.valueOf(page.patch())),
                        Diff::nextCursor);
                Map<String, String> index =
                        Map.of("GIT_INDEX_FILE", folder.resolve(commit).toString());
                git.bytes(index, new byte[0], "read-tree", commit + "^");
                git.bytes(index, String.join("", pages).getBytes(UTF_8), "apply", "--cached", "-");

                assertThat(new String(git.bytes(index, new byte[0], "write-tree"), UTF_8))
                        .as(commit)
                        .isEqualTo(git.run("rev-parse", commit + "^{tree}"));
            }
        }
    }

    /** Byte for byte, but for what a hunk's head may say behind its numbers: git names a function there. */
    @Test
    void writesTheChangedLinesAsGitDoes() throws IOException {
        Git git = new Git(SampleRepository.build(folder.resolve("sample")));
        int compared = 0;
        try (Served served = Served.at(git.folder())) {
            for (String commit : git.lines("log", "--no-merges", "--min-parents=1", "--format=%H")) {
                Comparison.Question question = new Comparison.Question(
                        Served.NAME,
                        new Revision(commit + "^"),
                        new Revision(commit),
                        false,
                        new Diff.Form(null, true, 3));
                Diff diff = served.read(reading -> Comparison.of(reading, question, 1000, null));
                List<String> theirs = hunks(git.run("diff", "--no-color", "-M", "--histogram", commit + "^", commit));

                List<String> ours = hunks(String.valueOf(diff.patch()));

                assertThat(ours).as(commit).hasSameSizeAs(theirs);
                // Other encodings we show as text, and git as the bytes they are.
                List<String> comparable = theirs.stream()
                        .filter(file -> file.indexOf(NOT_UTF_8) < 0)
                        .toList();
                assertThat(ours).as(commit).containsAll(comparable);
                compared += comparable.size();
            }
        }
        assertThat(compared).isGreaterThan(20);
    }

    /** The hunks of each file. */
    private static List<String> hunks(String patch) {
        return Arrays.stream(patch.split("(?m)^diff --git .*\n", -1))
                .filter(file -> file.contains("\n@@ "))
                .map(file -> file.substring(file.indexOf("\n@@ ") + 1).replaceAll("(?m)^(@@ [^@]+ @@).*$", "$1"))
                .toList();
    }

    @Test
    void showsAnAnnotatedTagAndAFirstCommit() throws IOException {
        Git git = new Git(SampleRepository.build(folder.resolve("sample")));
        try (Served served = Served.at(git.folder())) {
            Show tagged = show(served, "v1.0");
            assertThat(tagged.tag())
                    .isNotNull()
                    .satisfies(tag -> assertThat(tag.message()).isEqualTo("First release\n\nWith notes."));
            assertThat(tagged.commit().id())
                    .isEqualTo(git.run("rev-parse", "v1.0^{commit}").strip());

            Show first =
                    show(served, git.run("rev-list", "--max-parents=0", "main").strip());
            assertThat(first.changes().from()).isNull();
            assertThat(first.changes().files())
                    .extracting(Diff.FileDelta::status)
                    .containsOnly("added");
        }
    }

    private static Show show(Served served, String ref) {
        Show.Question question = new Show.Question(Served.NAME, new Revision(ref), new Diff.Form(null, true, 3));
        return served.read(reading -> Show.of(reading, question, 100, null));
    }

    private static List<Diff.FileDelta> files(Served served, String commit) {
        Show.Question question = new Show.Question(Served.NAME, new Revision(commit), new Diff.Form(null, false, 3));
        return served.read(reading -> Show.of(reading, question, 1000, null))
                .changes()
                .files();
    }

    private static List<String> statuses(Served served, String commit) {
        return files(served, commit).stream()
                .map(file -> file.status().substring(0, 1).toUpperCase(Locale.ROOT))
                .toList();
    }
}
