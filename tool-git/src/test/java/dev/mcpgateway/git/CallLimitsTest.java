package dev.mcpgateway.git;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.sun.management.ThreadMXBean;

import dev.mcpgateway.git.call.Budget;
import dev.mcpgateway.git.call.GitPath;
import dev.mcpgateway.git.call.Limits;
import dev.mcpgateway.git.call.Refused;
import dev.mcpgateway.git.call.Revision;
import dev.mcpgateway.git.change.Diff;
import dev.mcpgateway.git.content.FileText;
import dev.mcpgateway.git.content.Grep;
import dev.mcpgateway.git.content.Needle;
import dev.mcpgateway.git.history.Blame;
import dev.mcpgateway.git.history.CommitInfo;
import dev.mcpgateway.git.history.Comparison;
import dev.mcpgateway.git.history.HistorySearch;
import dev.mcpgateway.git.history.Log;
import dev.mcpgateway.git.history.Show;
import dev.mcpgateway.git.repository.Repositories;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/** Files, patterns and messages made to take long or much: the call ends, and what it answers is no more than a page. */
class CallLimitsTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String FILE = "file.txt";

    @TempDir
    private Path folder;

    private Git git = new Git(Path.of(""));

    @BeforeEach
    void begin() {
        git = new Git(folder);
        git.run("init", "-q", "-b", "main");
    }

    @Test
    void aSearchStopsBetweenAnyTwoLines() throws IOException {
        commit("needle\n".repeat(200));
        try (Served served = Served.at(folder)) {
            Grep first = served.read(over(60), reading -> Grep.of(reading, grep("needle", false), 1000, null));
            Grep rest = served.read(reading -> Grep.of(reading, grep("needle", false), 1000, first.nextCursor()));

            assertThat(first.truncated()).contains("time ran out");
            assertThat(first.hits()).hasSizeBetween(1, 100);
            assertThat(first.hits().size() + rest.hits().size()).isEqualTo(200);
        }
    }

    @Test
    void aPatternIsStoppedWithinALine() throws IOException {
        commit("a".repeat(100_000));
        HistorySearch.Question changes =
                new HistorySearch.Question(Served.NAME, Revision.HEAD, null, Needle.of("(a|b)*c", true, false), true);
        try (Served served = Served.at(folder)) {
            assertBrokenOff(served, reading -> Grep.of(reading, grep("(a|b)*c", true), 100, null));
            assertBrokenOff(served, reading -> HistorySearch.of(reading, changes, 100, null));
        }
    }

    /** Every line occurs more than 64 times: too often for a histogram, and minutes for Myers' algorithm. */
    @Test
    void comparesFrequentLinesAtOnce() throws IOException {
        commit(coins(1));
        commit(coins(2));
        try (Served served = Served.at(folder)) {
            Diff diff = assertTimeoutPreemptively(
                    SOON, () -> served.read(reading -> Comparison.of(reading, lastChange(false), 10, null)));
            Blame blame = assertTimeoutPreemptively(
                    SOON, () -> served.read(reading -> Blame.of(reading, blameOf(100, 600), 1000, null)));

            assertThat(diff.files().get(0).added()).isGreaterThan(199_000);
            assertThat(blame.origins()).extracting(Blame.Origin::commit).containsOnly(diff.to());
        }
    }

    /** Each second line changed: a histogram begins anew at each, with all the lines that are left. */
    @Test
    void aComparisonIsStoppedBetweenAnyTwoLines() throws IOException {
        commit(numberedWith("old"));
        commit(numberedWith("new"));
        try (Served served = Served.at(folder)) {
            assertBrokenOff(served, reading -> Comparison.of(reading, lastChange(true), 10, null));
            assertBrokenOff(served, reading -> Blame.of(reading, blameOf(1, 100), 1000, null));
        }
    }

    @Test
    void readsOneLineOfMillionsWithoutKeepingTheOthers() throws IOException {
        commit("\n".repeat(Limits.DEFAULT.blobBytes() - 2) + "x\n");
        FileText.Question question =
                new FileText.Question(Served.NAME, Revision.HEAD, GitPath.parse(FILE), 4_000_000, Integer.MAX_VALUE);
        try (Served served = Served.at(folder)) {
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();

            FileText line = served.read(reading -> FileText.of(reading, question, 1, null));

            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(100L << 20);
            assertThat(line.text()).isEqualTo("\n");
            assertThat(line.totalLines()).isEqualTo(Limits.DEFAULT.blobBytes() - 1);
        }
    }

    @Test
    void cutsMessagesAndNamesAndSaysSo() throws IOException {
        byte[] message = ("x" + "\u00fc".repeat(2000) + "\n").getBytes(UTF_8);
        String name = "n".repeat(100);
        git.bytes(message, "commit", "-q", "--allow-empty", "-F", "-", "--author", name + " <n@example.com>");
        git.bytes(message, "tag", "-a", "-F", "-", "tagged");
        Log.Question log = new Log.Question(Served.NAME, Revision.HEAD, null, null, 0, Integer.MAX_VALUE, false);
        Show.Question show = new Show.Question(Served.NAME, new Revision("tagged"), new Diff.Form(null, false, 3));
        Limits small = new Limits(Limits.DEFAULT.time(), 1 << 20, 1024, 80, 100);
        try (Served served = Served.at(folder, List.of(), small)) {
            CommitInfo logged = served.read(reading -> Log.of(reading, log, 10, null))
                    .commits()
                    .get(0);
            Show shown = served.read(reading -> Show.of(reading, show, 10, null));

            String cut = "x" + "\u00fc".repeat(511);
            String why = "The message was cut after 1023 of 4002 bytes.";
            assertThat(logged.message()).isEqualTo(cut);
            assertThat(logged.truncated()).isEqualTo(why);
            assertThat(logged.author().name()).isEqualTo("n".repeat(80) + "\u2026");
            assertThat(shown.commit()).isEqualTo(logged);
            assertThat(shown.tag()).isNotNull().satisfies(tag -> {
                assertThat(tag.message()).isEqualTo(cut);
                assertThat(tag.truncated()).isEqualTo(why);
            });
        }
    }

    private void commit(String content) throws IOException {
        Files.writeString(folder.resolve(FILE), content);
        git.run("add", FILE);
        git.run("commit", "-q", "-m", "Change");
    }

    private static String coins(long seed) {
        return new Random(seed)
                .ints(200_000, 0, 2)
                .mapToObj(side -> side == 0 ? "heads\n" : "tails\n")
                .collect(Collectors.joining());
    }

    private static String numberedWith(String word) {
        return IntStream.range(0, 2000)
                .boxed()
                .flatMap(i -> Stream.of(i + "\n", word + i + "\n"))
                .collect(Collectors.joining());
    }

    private static Grep.Question grep(String text, boolean regex) {
        return new Grep.Question(Served.NAME, Revision.HEAD, null, Needle.of(text, regex, false));
    }

    private static Comparison.Question lastChange(boolean patch) {
        return new Comparison.Question(
                Served.NAME, new Revision("HEAD~1"), Revision.HEAD, false, new Diff.Form(null, patch, 3));
    }

    private static Blame.Question blameOf(int firstLine, int lastLine) {
        return new Blame.Question(Served.NAME, Revision.HEAD, GitPath.parse(FILE), firstLine, lastLine);
    }

    private static void assertBrokenOff(Served served, Repositories.Work<?> work) {
        assertThatThrownBy(() -> served.read(over(100), work))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("needed more than");
    }

    /** Time is this test's: the call's is over after so many looks at the clock. */
    private static Budget over(int looks) {
        AtomicLong now = new AtomicLong();
        long step = Limits.DEFAULT.time().toNanos() / looks;
        return new Budget(Limits.DEFAULT, () -> now.addAndGet(step), () -> false, Budget.Progress.NONE);
    }
}
