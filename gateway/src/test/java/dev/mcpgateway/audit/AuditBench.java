package dev.mcpgateway.audit;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.mcpgateway.audit.AuditRecord.Kind;
import dev.mcpgateway.call.Caller;
import dev.mcpgateway.call.Facts;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.call.McpMessage;
import dev.mcpgateway.call.Origin;
import dev.mcpgateway.call.Outcome;
import dev.mcpgateway.call.RequestIds;
import dev.mcpgateway.config.Plan;
import dev.mcpgateway.config.Plans;
import dev.mcpgateway.config.PolicySpec;
import dev.mcpgateway.spool.Shape;
import dev.mcpgateway.spool.Spool;
import dev.mcpgateway.spool.Ticket;
import dev.mcpgateway.store.Database;
import dev.mcpgateway.store.TestDatabase;
import dev.mcpgateway.stores.LocalPostgres;
import dev.mcpgateway.wire.McpMethod;
import dev.mcpgateway.wire.McpVersion;

import static org.assertj.core.api.Assertions.assertThat;

/** What a record costs the thread that writes it, and how fast records reach Postgres. {@code bench/audit} runs it. */
class AuditBench {
    private static final int RECORDS = Integer.getInteger("audit.records", 200_000);
    /** The first warms everything up. */
    private static final int ROUNDS = 4;

    /** One of your own, whose audit log is emptied; empty: one that is started for this. */
    private static final String DATABASE = System.getProperty("audit.database", "");

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @TempDir
    Path folder;

    @Test
    void appendAndDrain() throws Exception {
        if (!DATABASE.isEmpty()) {
            rounds(DATABASE);
            return;
        }
        LocalPostgres postgres =
                LocalPostgres.durable(folder.resolve("postgres"), 0).start();
        try {
            rounds(postgres.url());
        } finally {
            postgres.close();
        }
    }

    private void rounds(String url) throws Exception {
        Digests digests = new Digests(new byte[32]);
        List<Columns.Column> columns = Columns.of("bench", digests, new Payloads(digests));
        RecordWriter writer = new RecordWriter(columns);
        Plan plan = plan();
        for (int round = 1; round <= ROUNDS; round++) {
            System.out.printf("round %d of %d%s%n", round, ROUNDS, round == 1 ? ", still being compiled" : "");
            try (Spool spool = Spool.claim(folder.resolve("spool-" + round), Shape.of(1L << 30))
                    .get(0)) {
                spool.prepare();
                append(spool, writer, plan, (round - 1) * RECORDS);
                drain(spool, url, columns);
            }
        }
    }

    private static void append(Spool spool, RecordWriter writer, Plan plan, int from) throws Exception {
        long heapBefore = heap();
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long keeping = run(spool, writer, plan, from);
        cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu - keeping;
        System.out.printf(
                "beginning and end of a call written: %.2f µs CPU; heap before %d MiB, after %d calls %d MiB%n",
                cpu / 1_000.0 / RECORDS, heapBefore, RECORDS, heap());
    }

    /** As a gateway ships what has gathered while Postgres was away. */
    private void drain(Spool spool, String url, List<Columns.Column> columns) throws Exception {
        AuditSettings settings = Bookkeeping.settings(folder, AuditSettings.Sync.INTERVAL, 0);
        Keeper keeper = new Keeper(new Spools(List.of(spool)), settings);
        try (TestDatabase opened = TestDatabase.at(url)) {
            Database database = opened.database();
            Sealer sealer =
                    new Sealer(new SealKeys(new byte[32], List.of()), new SealTable(database), InstantSource.system());
            RecordTable table = new RecordTable(database, columns, "bench");
            table.ready().block(PATIENCE);
            PlainCopy copy = new PlainCopy(spool, columns);
            assertThat(opened.asked("SELECT gateway FROM audit.record WHERE gateway <> 'bench' LIMIT 1"))
                    .as("gateways whose records this would delete")
                    .isEmpty();
            opened.run("TRUNCATE audit.record, audit.spool, audit.seal");
            long start = System.nanoTime();
            Shipment shipment = new Shipment(spool, keeper, table, sealer, settings, InstantSource.system());
            shipment.stop();
            shipment.untilStopped().block(PATIENCE);
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    "drained to Postgres %s (fsync %s, chain and indexes kept): %d rows in %.1f s, %.0f rows/s%n",
                    opened.asked("SHOW server_version").get(0),
                    opened.asked("SHOW fsync").get(0),
                    RECORDS,
                    seconds,
                    RECORDS / seconds);
            assertThat(opened.asked("SELECT count(*) FROM audit.record WHERE spool = '" + spool.id() + "'"))
                    .containsExactly(Integer.toString(RECORDS));
            opened.run("TRUNCATE audit.record");
            double plain = copy.seconds(database);
            System.out.printf(
                    "the same rows sent as they are: %.0f rows/s; the drain is %.2f x as fast%n",
                    RECORDS / plain, plain / seconds);
        } finally {
            keeper.stop();
        }
    }

    /** Answers the CPU this thread spent as the keeper, which in a gateway is another thread. */
    private static long run(Spool spool, RecordWriter writer, Plan plan, int from) throws Exception {
        long keeping = 0;
        for (int i = from; i < from + RECORDS; i++) {
            McpCall call = call(plan, i);
            AuditRecord opening = AuditRecord.opening(call, call.origin().received());
            ByteBuffer steady = writer.steady(opening);
            ByteBuffer begin = writer.write(opening, steady);
            UUID id = UUID.fromString(call.origin().requestId());
            Ticket ticket = spool.open(id, begin, begin.remaining() + 3_072).orElseThrow();
            ByteBuffer end = writer.write(ended(call), steady);
            assertThat(spool.close(ticket, end)).isTrue();
            if (i % 2_000 == 0) {
                long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                spool.prepare();
                keeping += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
            }
        }
        return keeping;
    }

    private static McpCall call(Plan plan, int i) {
        Instant now = Instant.ofEpochSecond(1_795_000_000L, i * 1_000L);
        Origin origin =
                new Origin(RequestIds.next(now).toString(), now, System.nanoTime(), "127.0.0.1", "/calculator/sse");
        byte[] body = ("{\"jsonrpc\":\"2.0\",\"id\":" + i
                        + ",\"method\":\"tools/call\",\"params\":{\"name\":\"exact_calculate\",\"arguments\":{\"operator\":\"add\",\"operands\":[\"1.2\",\"2.3\"]}}}")
                .getBytes(StandardCharsets.UTF_8);
        McpMessage message = new McpMessage(
                ByteBuffer.wrap(body),
                McpVersion.V2025_11_25,
                McpMethod.TOOLS_CALL,
                Optional.of(Integer.toString(i)),
                Optional.of("exact_calculate"),
                PolicySpec.Kind.TOOL,
                List.of(),
                false,
                new McpMessage.Range(body.length - 52, body.length - 2),
                Optional.of("bench/1.0"));
        Caller caller =
                new Caller("http://localhost:8010", "user-" + i % 1_000, "local", Set.of("reader", "developer"));
        Facts facts = new Facts("POST");
        facts.allowedBy("math");
        facts.sentTo("http://localhost:8091/mcp");
        facts.sent(285);
        return new McpCall(
                origin, plan, caller, plan.servers().values().iterator().next(), message, Optional.empty(), facts);
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

    private Plan plan() throws Exception {
        Path files = Files.createDirectories(folder.resolve("config"));
        Files.writeString(
                files.resolve("tools.yaml"),
                "version: 1\nservers: { calculator: { url: \"http://localhost:8091/mcp\", tools: { exact_calculate: {} } } }\n");
        Files.writeString(files.resolve("policy.yaml"), "version: 1\nroles: { reader: {} }\nrules: []\n");
        return Plans.from(files, name -> "a-secret-for-the-bench", InstantSource.system())
                .current();
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }
}
