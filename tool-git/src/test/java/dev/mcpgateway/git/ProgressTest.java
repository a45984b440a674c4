package dev.mcpgateway.git;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.mcpgateway.git.call.Budget;
import dev.mcpgateway.git.call.GitPath;
import dev.mcpgateway.git.call.Limits;
import dev.mcpgateway.git.call.Revision;
import dev.mcpgateway.git.content.Grep;
import dev.mcpgateway.git.content.Needle;
import dev.mcpgateway.git.history.Blame;
import dev.mcpgateway.git.history.Log;
import dev.mcpgateway.git.repository.Repositories;

import static org.assertj.core.api.Assertions.assertThat;

/** Work that takes its time says how far it is. Time is this test's: it passes with each look at the clock. */
class ProgressTest {
    private static final long STEP_NANOS = 100_000_000;

    @TempDir
    private static Path folder;

    private static Served served;

    @BeforeAll
    static void build() throws Exception {
        served = Served.at(SampleRepository.build(folder.resolve("author")));
    }

    @AfterAll
    static void close() {
        served.close();
    }

    static Stream<Arguments> work() {
        Log.Question log = new Log.Question(
                Served.NAME, Revision.HEAD, GitPath.parse("no/such/path"), null, 0, Integer.MAX_VALUE, false);
        Grep.Question grep = new Grep.Question(Served.NAME, Revision.HEAD, null, Needle.of("fox", false, false));
        Blame.Question blame =
                new Blame.Question(Served.NAME, Revision.HEAD, GitPath.parse("lib/first.txt"), 1, Integer.MAX_VALUE);
        return Stream.of(
                Arguments.of("git_log", work(reading -> Log.of(reading, log, 100, null))),
                Arguments.of("git_search", work(reading -> Grep.of(reading, grep, 100, null))),
                Arguments.of("git_blame", work(reading -> Blame.of(reading, blame, 1_000, null))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("work")
    void isToldInStepsThatNeverGoBack(String tool, Repositories.Work<?> work) {
        List<Long> told = new ArrayList<>();
        AtomicLong time = new AtomicLong();
        LongSupplier hurried = () -> time.addAndGet(STEP_NANOS);

        served.read(new Budget(Limits.DEFAULT, hurried, () -> false, (done, what) -> told.add(done)), work);

        assertThat(told).as("what %s told", tool).isNotEmpty().isSorted();
    }

    private static Repositories.Work<?> work(Repositories.Work<?> work) {
        return work;
    }
}
