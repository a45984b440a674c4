package dev.mcpgateway.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.util.unit.DataSize;

import dev.mcpgateway.audit.AuditRecord.Kind;
import dev.mcpgateway.audit.AuditSettings.Keeping;
import dev.mcpgateway.audit.AuditSettings.Sync;
import dev.mcpgateway.bench.micro.Sample;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.call.Outcome;
import dev.mcpgateway.config.Plans;
import dev.mcpgateway.meter.Meters;

/**
 * Writes down that a call is about to be made, and how it ended: into the spool on this machine's disk, which the keeper
 * forces beside it as ever. Nobody ships what is written, so an iteration is a number of calls and not a time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 30, time = 1, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 20, time = 1, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class AuditAppend {
    private static final int CALLS = 5_000;
    private static final DataSize SPOOL = DataSize.ofGigabytes(2);

    private final InstantSource clock = InstantSource.system();
    private Path folder;
    private Keeper keeper;
    private Spools spools;
    private Journal journal;
    private List<McpCall> calls;

    @Setup
    public void open() throws IOException {
        folder = Files.createTempDirectory("audit-append");
        AuditSettings settings = new AuditSettings(
                "bench",
                "",
                "",
                List.of(),
                Keeping.STRICT,
                folder,
                SPOOL,
                Sync.INTERVAL,
                Duration.ofMillis(100),
                1,
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                0);
        spools = Spools.claim(settings);
        keeper = new Keeper(spools, settings);
        keeper.start();
        Digests digests = new Digests(new byte[32]);
        Plans plans = Sample.plans("rules: []\n", clock);
        journal = new Journal(
                spools,
                new RecordWriter(Columns.of("bench", digests, new Payloads(digests))),
                settings,
                plans,
                clock,
                new Meters());
        Instant now = clock.instant();
        calls = IntStream.range(0, CALLS)
                .mapToObj(i -> Sample.call(plans.current(), now))
                .toList();
    }

    /** A disk that has fallen behind would fill the spool. */
    @Setup(Level.Iteration)
    public void letTheDiskCatchUp() {
        keeper.forced().block(Duration.ofSeconds(30));
    }

    @Benchmark
    @OperationsPerInvocation(CALLS)
    public void openedAndClosed() {
        for (McpCall call : calls) {
            if (!journal.begin(AuditRecord.opening(call, call.origin().received()))) {
                throw new IllegalStateException("the spool is full");
            }
            journal.write(ended(call));
        }
    }

    private static AuditRecord ended(McpCall call) {
        return new AuditRecord(
                Kind.REQUEST,
                call.origin(),
                call.facts(),
                call.plan(),
                Optional.of(call.caller()),
                Optional.of(call),
                new Outcome.Answered(200, Outcome.Answered.Says.RESULT),
                200,
                call.origin().received().plusMillis(2),
                Duration.ofMillis(2));
    }

    @TearDown
    public void delete() throws IOException {
        if (journal.lost() > 0) {
            throw new IllegalStateException(journal.lost() + " records were lost");
        }
        keeper.stop();
        spools.own().orElseThrow().close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
