package dev.mcpgateway.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.mcpgateway.git.call.GitPath;
import dev.mcpgateway.git.call.Limits;
import dev.mcpgateway.git.call.Revision;
import dev.mcpgateway.git.content.FileText;
import dev.mcpgateway.git.content.Grep;
import dev.mcpgateway.git.content.Needle;
import dev.mcpgateway.git.history.Log;

import static org.assertj.core.api.Assertions.assertThat;

/** A hundred readers, while somebody pushes commits and repacks what they read. */
class ParallelReadersTest {
    private static final int READERS = 100;
    // Bounded here; checks/git-readers.sh does the same for longer.
    private static final int PUSHES = Integer.getInteger("git.pushes", 3);

    // A hundred threads share the processors with everything else: no single read may be judged by its time.
    private static final Limits PATIENT = new Limits(Duration.ofMinutes(2), 4 << 20, 256 << 10, 4_000, 20_000);

    @TempDir
    private Path folder;

    @Test
    void neverSeeATornRepository() throws Exception {
        Path author = SampleRepository.build(folder.resolve("author"));
        Path bare = folder.resolve("served.git");
        new Git(folder).run("clone", "-q", "--bare", author.toString(), bare.toString());
        int commits = new Git(bare).lines("rev-list", "main").size();
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(READERS);
        try (Served served = Served.at(bare, List.of(), PATIENT)) {
            List<Future<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                int number = i;
                readers.add(threads.submit(reader(served, number, commits, done)));
            }
            try {
                pushAndRepack(new Git(author), new Git(bare));
            } finally {
                done.set(true);
            }
            assertThat(sum(readers)).isGreaterThanOrEqualTo(READERS);
            assertThat(served.read(reading -> Log.of(reading, question(), 1, null))
                            .commits())
                    .as("the newest commit is seen at once")
                    .extracting(commit -> commit.id())
                    .containsExactly(new Git(bare).run("rev-parse", "main").strip());
        } finally {
            threads.shutdownNow();
        }
    }

    private static Callable<Integer> reader(Served served, int number, int commits, AtomicBoolean done) {
        FileText.Question file =
                new FileText.Question(Served.NAME, Revision.HEAD, GitPath.parse("lib/first.txt"), 1, Integer.MAX_VALUE);
        Grep.Question fox = new Grep.Question(Served.NAME, Revision.HEAD, null, Needle.of("fox", false, false));
        return () -> {
            int reads = 0;
            do {
                switch (number % 3) {
                    case 0 ->
                        assertThat(served.all(
                                        cursor -> reading -> Log.of(reading, question(), 5, cursor),
                                        Log::commits,
                                        Log::nextCursor))
                                .hasSizeGreaterThanOrEqualTo(commits)
                                .doesNotHaveDuplicates();
                    case 1 ->
                        assertThat(served.read(reading -> FileText.of(reading, file, 1000, null))
                                        .text())
                                .contains("line seven");
                    default ->
                        assertThat(served.read(reading -> Grep.of(reading, fox, 100, null))
                                        .hits())
                                .isNotEmpty();
                }
                reads++;
            } while (!done.get());
            return reads;
        };
    }

    private static void pushAndRepack(Git author, Git bare) throws IOException {
        for (int i = 0; i < PUSHES; i++) {
            Files.writeString(author.folder().resolve("pushed-" + i), "push " + i + "\n");
            author.run("add", "-A");
            author.run("commit", "-q", "-m", "Push " + i);
            author.run("push", "-q", bare.folder().toString(), "main");
            if (i % 3 == 1) {
                bare.run("repack", "-adq");
                bare.run("pack-refs", "--all");
            } else if (i % 3 == 2) {
                bare.run("gc", "-q", "--prune=now");
            }
        }
    }

    private static int sum(List<Future<Integer>> readers)
            throws InterruptedException, ExecutionException, TimeoutException {
        int all = 0;
        for (Future<Integer> each : readers) {
            all += each.get(120, TimeUnit.SECONDS);
        }
        return all;
    }

    private static Log.Question question() {
        return new Log.Question(Served.NAME, Revision.HEAD, null, null, 0, Integer.MAX_VALUE, false);
    }
}
