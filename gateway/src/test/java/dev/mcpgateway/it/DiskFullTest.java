package dev.mcpgateway.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.netty.buffer.Unpooled;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The system gives the gateway no more room for files, as a full disk does: by the limit on a file's size, which can be
 * set for one running process.
 */
class DiskFullTest {
    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");
    private static final String POLICY = """
            version: 1
            roles: { reader: {} }
            rules: [ { id: math, to: [reader], allow: ["calculator/*"] } ]
            """;
    private static final String RESULT =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"3.7\"}]}}";
    /** Less than one file of the spool, more than the gateway's log. */
    private static final String NO_ROOM = "262144";

    private static final String AWAY = "postgresql://nobody:nothing@localhost:1/nowhere";
    private static final int MORE_THAN_THE_SPOOL_HOLDS = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final TestTool tool = TestTool.that((request, response) -> request.receive()
            .aggregate()
            .then(Mono.defer(() -> response.header("Content-Type", "application/json")
                    .header("Content-Length", Integer.toString(RESULT.length()))
                    .sendObject(Unpooled.copiedBuffer(RESULT, StandardCharsets.UTF_8))
                    .then())));

    @AfterEach
    void stop() {
        tool.close();
    }

    @Test
    void aFullDiskRefusesCallsAndEndsNothing() throws Exception {
        assumeTrue(Files.isExecutable(PRLIMIT), "prlimit (util-linux) is needed");
        Files.writeString(
                folder.resolve("tools.yaml"),
                "version: 1\nservers: { calculator: { url: \"" + tool.url()
                        + "\", tools: { exact_calculate: {} } } }\n");
        Files.writeString(folder.resolve("policy.yaml"), POLICY);
        try (ChildGateway gateway = ChildGateway.start(
                        folder,
                        ChildGateway.freePort(),
                        List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"),
                        "--store.database-url=" + AWAY,
                        "--audit.spool-size=4MB",
                        "--audit.last-chance=1s")
                .serving()) {
            assertThat(gateway.call()).contains("3.7");
            limitFiles(gateway, NO_ROOM);

            int answered = 0;
            String answer = gateway.call();
            while (answer.contains("3.7") && answered++ < MORE_THAN_THE_SPOOL_HOLDS) {
                answer = gateway.call();
            }
            assertThat(answer).contains("-31503").contains("could not be recorded");
            await().atMost(PATIENCE).until(() -> gateway.get("/health", "").contains("down"));

            limitFiles(gateway, "unlimited");
            await().atMost(PATIENCE).until(() -> gateway.call().contains("3.7"));
        }
    }

    private static void limitFiles(ChildGateway gateway, String most) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        PRLIMIT.toString(), "--pid", Long.toString(gateway.pid()), "--fsize=" + most + ":unlimited")
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }
}
