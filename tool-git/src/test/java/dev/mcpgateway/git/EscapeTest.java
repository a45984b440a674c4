package dev.mcpgateway.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.mcpgateway.git.call.Budget;
import dev.mcpgateway.git.call.GitPath;
import dev.mcpgateway.git.call.Limits;
import dev.mcpgateway.git.call.Refused;
import dev.mcpgateway.git.call.Revision;
import dev.mcpgateway.git.content.FileList;
import dev.mcpgateway.git.content.FileText;
import dev.mcpgateway.git.content.Grep;
import dev.mcpgateway.git.content.Needle;
import dev.mcpgateway.git.history.Log;
import dev.mcpgateway.git.repository.Repositories;
import dev.mcpgateway.git.repository.ServedFolders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Ways out of a repository, all closed, each with a sentence that says so. */
class EscapeTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "../secret",
                "src/../../secret",
                "src/..",
                "./README.md",
                "/etc/passwd",
                "//etc/passwd",
                "src//one.txt",
                ".git/config",
                "src/.GIT/config",
                "C:\\Windows\\win.ini",
                "C:/Windows/win.ini",
                "\\\\server\\share",
                "..\\secret",
                "src\\..\\secret",
                "a\u0000b",
                "a\nb",
                "a\u001b[31m",
                "",
                "--output=/tmp/x",
                ":(top)README.md",
                ":/README.md",
                "\"..\"",
                "\"\\056\\056/secret\"",
                "\"/etc/passwd\"",
                "\"a\\000b\"",
                "\"unknown \\x41\""
            })
    void refusesPathsThatLeadOut(String path) {
        assertThatThrownBy(() -> GitPath.parse(path))
                .isInstanceOf(Refused.class)
                .hasMessageStartingWith("The path ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--upload-pack=touch /tmp/x",
                "-n1",
                "",
                "main..side",
                "HEAD:README.md",
                ":0:README.md",
                ":/fox",
                "@{upstream}",
                "HEAD@{1}",
                "@",
                "main^{/fox}",
                "main\u0000",
                "main\nside",
                "a b",
                "../../../etc/passwd",
                "/etc/passwd",
                "refs/heads/../../config",
                "main.lock",
                ".hidden",
                "refs//heads",
                "main*",
                "main?",
                "[main]",
                "a\\b",
                "~1",
                "main~9999999"
            })
    void refusesRefsThatReadMoreThanHistory(String ref) {
        assertThatThrownBy(() -> new Revision(ref)).isInstanceOf(Refused.class).hasMessageStartingWith("The ref ");
    }

    @Test
    void readsLinksAndSubmodulesAsWhatTheyAreAndGoesNoFurther() throws IOException {
        try (Served served = Served.at(SampleRepository.build(folder.resolve("sample")))) {
            assertThat(file(served, "outside", "HEAD").text()).isEqualTo("/etc/passwd");
            assertThat(file(served, "link", "HEAD~3").kind()).isEqualTo("link");
            assertThatThrownBy(() -> file(served, "outside/x", "HEAD")).isInstanceOf(Refused.class);
            assertThatThrownBy(() -> file(served, "vendored", "HEAD"))
                    .hasMessageContaining("Submodules are not followed");
            assertThatThrownBy(() -> file(served, "vendored/x", "HEAD")).isInstanceOf(Refused.class);
            assertThatThrownBy(() -> file(served, "config", "HEAD")).isInstanceOf(Refused.class);
            for (String ref :
                    List.of("config", "index", "logs/HEAD", "objects", "hooks/pre-commit.sample", "description")) {
                assertThatThrownBy(() -> file(served, "NOTES", ref))
                        .as(ref)
                        .isInstanceOf(Refused.class)
                        .hasMessageNotContaining("[core]");
            }
        }
    }

    @Test
    void servesOnlyWhatIsNamed() throws IOException {
        Path sample = SampleRepository.build(folder.resolve("sample"));
        try (Repositories repositories = Repositories.open(
                new ServedFolders(List.of(), List.of(new ServedFolders.Named("one", sample, null))), Limits.DEFAULT)) {
            Budget budget = new Budget(Limits.DEFAULT, System::nanoTime, () -> false, Budget.Progress.NONE);
            for (String name : List.of(
                    "two", "../sample", sample.toString(), "", "one/", "ONE", "one\u0000", "file://" + sample)) {
                assertThatThrownBy(() -> repositories.read(name, budget, reading -> 1))
                        .isInstanceOf(Refused.class)
                        .hasMessageContaining("There is: one.")
                        .hasMessageNotContaining(folder.toString() + "/sample/.git");
            }
        }
    }

    @Test
    void refusesForeignAndForgedCursors() throws IOException {
        try (Served served = Served.at(SampleRepository.build(folder.resolve("sample")))) {
            Log.Question question = log("HEAD");
            String cursor =
                    served.read(reading -> Log.of(reading, question, 1, null)).nextCursor();

            assertThatThrownBy(() -> served.read(reading -> Log.of(reading, log("side"), 1, cursor)))
                    .hasMessageContaining("belongs to another question");
            for (String forged :
                    List.of("", "x", "AAAA", "../../etc", cursor + "AA", cursor + "!", "A".repeat(100_000))) {
                assertThatThrownBy(() -> served.read(reading -> Log.of(reading, question, 1, forged)))
                        .as(forged.length() > 100 ? "long" : forged)
                        .isInstanceOf(Refused.class);
            }
        }
    }

    @Test
    void neverLoadsWhatIsOverTheLimit() throws IOException {
        Git git = new Git(SampleRepository.build(folder.resolve("sample")));
        Files.writeString(git.folder().resolve("large.txt"), "needle\n".repeat(400));
        git.run("add", "large.txt");
        git.run("commit", "-q", "-m", "Large");
        Limits limits = new Limits(Limits.DEFAULT.time(), 2048, 1 << 16, 4000, 1000);
        try (Served served = Served.at(git.folder(), List.of(), limits)) {
            assertThat(file(served, "large.txt", "HEAD").text()).isNull();
            assertThat(file(served, "large.txt", "HEAD").truncated()).contains("larger than the limit of 2048");
            Grep.Question needle =
                    new Grep.Question(Served.NAME, Revision.HEAD, null, Needle.of("needle", false, false));
            Grep grep = served.read(reading -> Grep.of(reading, needle, 100, null));
            assertThat(grep.hits()).extracting(Grep.Hit::path).containsOnly("NOTES");
            assertThat(grep.skipped()).isPositive();
        }
    }

    @Test
    void stopsWhenNobodyWaitsOrTheTimeIsOver() throws IOException {
        try (Served served = Served.at(SampleRepository.build(folder.resolve("sample")))) {
            Budget gone = new Budget(Limits.DEFAULT, System::nanoTime, () -> true, Budget.Progress.NONE);
            assertThatThrownBy(() -> served.read(gone, reading -> Log.of(reading, log("HEAD"), 10, null)))
                    .isInstanceOf(CancellationException.class);

            long[] now = {0};
            long step = Limits.DEFAULT.time().toNanos() / 20;
            Budget slow = new Budget(Limits.DEFAULT, () -> now[0] += step, () -> false, Budget.Progress.NONE);
            Log log = served.read(slow, reading -> Log.of(reading, log("HEAD"), 100, null));
            assertThat(log.truncated()).contains("time ran out");
            List<String> rest =
                    served.read(reading -> Log.of(reading, log("HEAD"), 100, log.nextCursor())).commits().stream()
                            .map(commit -> commit.id())
                            .toList();
            assertThat(log.commits().size() + rest.size())
                    .isEqualTo(new Git(folder.resolve("sample"))
                            .lines("rev-list", "HEAD")
                            .size());
        }
    }

    @Test
    void refusesPatternsThatBlowUp() {
        for (String pattern : List.of(
                "(x{100}){1000}",
                "((a{30}){30}){30}",
                "(?:" + ".?".repeat(240) + "){1000}",
                "(x{9,}){0,999}",
                "(",
                "x".repeat(501),
                "")) {
            assertThatThrownBy(() -> Needle.of(pattern, true, false))
                    .as(pattern)
                    .isInstanceOf(Refused.class);
        }
        Budget budget = new Budget(Limits.DEFAULT, System::nanoTime, () -> false, Budget.Progress.NONE);
        assertThat(Needle.of("(a*)*b", true, false).foundIn("a".repeat(20_000), budget))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', 01234567-89ab-cdef-0123-456789abcdef",
        "'^(\\d{1,3}\\.){3}\\d{1,3}$', 192.168.100.200",
        "'x{0,1000}y', xxxxy",
        "'(\\w{1,40}\\s){1,90}end', one two end"
    })
    void takesTheCountsOfEveryDay(String pattern, String text) {
        Budget budget = new Budget(Limits.DEFAULT, System::nanoTime, () -> false, Budget.Progress.NONE);

        assertThat(Needle.of(pattern, true, false).foundIn(text, budget)).isTrue();
    }

    private static Log.Question log(String ref) {
        return new Log.Question(Served.NAME, new Revision(ref), null, null, 0, Integer.MAX_VALUE, false);
    }

    private static FileText file(Served served, String path, String ref) {
        FileText.Question question =
                new FileText.Question(Served.NAME, new Revision(ref), GitPath.parse(path), 1, Integer.MAX_VALUE);
        return served.read(reading -> FileText.of(reading, question, 100, null));
    }

    @Test
    void listsAFolderBehindALinkAsNothing() throws IOException {
        try (Served served = Served.at(SampleRepository.build(folder.resolve("sample")))) {
            FileList.Question question =
                    new FileList.Question(Served.NAME, Revision.HEAD, GitPath.parse("outside"), true);
            assertThatThrownBy(() -> served.read(reading -> FileList.of(reading, question, 100, null)))
                    .hasMessageContaining("is a link");
        }
    }
}
