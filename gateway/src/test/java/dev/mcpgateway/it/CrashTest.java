package dev.mcpgateway.it;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.netty.buffer.Unpooled;
import reactor.core.publisher.Mono;

import dev.mcpgateway.stores.LocalPostgres;
import dev.mcpgateway.stores.junit.Stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Calls go on while the gateway is killed at random moments and the database is away. What the clients saw is compared
 * with the records. {@code checks/crash} runs the same for longer.
 */
class CrashTest {
    private static final String POLICY = """
            version: 1
            roles: { reader: {}, stranger: {}, auditor: { gateway: [audit.read] } }
            rules: [ { id: math, to: [reader], allow: ["calculator/*"] } ]
            """;
    private static final String RESULT =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"3.7\"}]}}";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final int KILLS = Integer.getInteger("crash.kills", 3);
    private static final int MOST_SECONDS_ALIVE = Integer.getInteger("crash.seconds", 4);
    private static final long SEED = Long.getLong("crash.seed", System.nanoTime());

    @TempDir
    Path folder;

    private final LocalPostgres postgres = LocalPostgres.throwaway().start();
    private final TestTool tool = TestTool.that((request, response) -> request.receive()
            .aggregate()
            .then(Mono.defer(() -> response.header("Content-Type", "application/json")
                    .header("Content-Length", Integer.toString(RESULT.length()))
                    .sendObject(Unpooled.copiedBuffer(RESULT, StandardCharsets.UTF_8))
                    .then())));

    @AfterEach
    void stop() {
        tool.close();
        postgres.close();
    }

    @Test
    void everyAnswerHasExactlyOneRecordHoweverTheGatewayDies() throws Exception {
        Files.writeString(
                folder.resolve("tools.yaml"),
                "version: 1\nservers: { calculator: { url: \"" + tool.url()
                        + "\", tools: { exact_calculate: {} } } }\n");
        Files.writeString(folder.resolve("policy.yaml"), POLICY);
        Random random = new Random(SEED);
        int port = ChildGateway.freePort();
        ChildGateway gateway = start(port).serving();
        Callers callers = new Callers(8, port);
        try {
            for (int kill = 0; kill < KILLS; kill++) {
                boolean withoutDatabase = kill % 2 == 1;
                if (withoutDatabase) {
                    postgres.stop();
                }
                awaitMoreAnswers(callers);
                await().pollDelay(Duration.ofMillis(random.nextInt(MOST_SECONDS_ALIVE * 1_000)))
                        .atMost(PATIENCE)
                        .until(() -> true);
                gateway.kill();
                gateway = start(port).serving();
                if (withoutDatabase) {
                    postgres.start();
                }
            }
            awaitMoreAnswers(callers);
            callers.close();
            List<String> answered = callers.answered();
            Stores stores = new Stores(postgres.url(), "");
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> missing(answered, stores).isEmpty());

            List<String> rows = Records.ask(stores, "SELECT request_id FROM audit.record WHERE kind = 'request'");
            String unknown = Records.ask(stores, "SELECT count(*) FROM audit.record WHERE outcome = 'unknown'")
                    .get(0);
            String report = gateway.get("/admin/audit/verify", Tokens.of("watcher", "auditor"));
            System.out.println("killed " + KILLS + " times (seed " + SEED + "): " + answered.size()
                    + " calls answered, " + callers.unanswered() + " not; " + rows.size() + " records, " + unknown
                    + " of them unknown; " + report);

            assertThat(answered).hasSizeGreaterThan(KILLS * 50).doesNotHaveDuplicates();
            assertThat(rows).doesNotHaveDuplicates();
            assertThat(report).contains("\"intact\":true");
        } finally {
            callers.close();
            gateway.close();
        }
    }

    private ChildGateway start(int port) {
        return ChildGateway.start(
                folder,
                port,
                List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"),
                "--audit.seal-every=1s",
                "--store.database-url=" + postgres.url());
    }

    private static void awaitMoreAnswers(Callers callers) {
        int before = callers.answered().size();
        await().atMost(PATIENCE).until(() -> callers.answered().size() > before + 50);
    }

    private static Set<String> missing(List<String> answered, Stores stores) {
        Set<String> missing = new HashSet<>(answered);
        Records.ask(stores, "SELECT request_id FROM audit.record").forEach(missing::remove);
        return missing;
    }
}
