package dev.mcpgateway.it;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import reactor.core.publisher.Mono;

import dev.mcpgateway.GatewayApplication;
import dev.mcpgateway.stores.LocalRedis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Three gateway processes that share one limit, and callers who come now to one of them and now to another. */
class SharedLimitTest {
    private static final String POLICY = """
            version: 1
            roles: { reader: {} }
            rules: [ { id: all, to: [reader], allow: ["echo/*"] } ]
            limits:
              - { id: leased, per: [user], rate: 600/min, burst: 60, for: ["echo/leased"] }
              - { id: asked,  per: [user], rate: 60/min,  burst: 30, for: ["echo/asked"] }
            """;
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int GATEWAYS = 3;

    @TempDir
    static Path folder;

    private static final List<Process> PROCESSES = new ArrayList<>();
    private static final List<Integer> PORTS = new ArrayList<>();
    private static LocalRedis redis;
    private static TestTool echo;

    @BeforeAll
    static void start() throws IOException {
        redis = LocalRedis.throwaway().start();
        echo = TestTool.that((request, response) -> request.receive()
                .then(response.header("Content-Type", "application/json")
                        .sendString(Mono.just("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}"))
                        .then()));
        Files.writeString(
                folder.resolve("tools.yaml"),
                "version: 1\nservers: { echo: { url: \"" + echo.url() + "\", tools: { leased: {}, asked: {} } } }\n");
        Files.writeString(folder.resolve("policy.yaml"), POLICY);
        for (int i = 0; i < GATEWAYS; i++) {
            PORTS.add(freePort());
            PROCESSES.add(gateway(PORTS.get(i)));
        }
        await().ignoreExceptions()
                .atMost(Duration.ofMinutes(2))
                .until(() -> PORTS.stream()
                        .allMatch(
                                port -> send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/health"))
                                                .build())
                                        .body()
                                        .contains("up")));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        for (Process process : PROCESSES) {
            process.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
        }
        echo.close();
        redis.close();
    }

    @Test
    void aBurstOfTwoHundredOverThreeGatewaysIsServedTheBurstAndTwoUsersAreIndependent() {
        for (String user : List.of("ada", "bob")) {
            assertBurst(user, "asked", 30, 1);
            assertBurst(user, "leased", 60, 10);
        }
    }

    @Test
    void trafficThatMovesFromGatewayToGatewayGetsNoMoreThanItWouldAtOne() {
        String token = Tokens.of("eve", "reader");
        long began = System.nanoTime();
        long served = 0;
        for (int i = 0; i < 600; i++) {
            // Forty calls here, then on to the next.
            served += isServed(call(token, "leased", PORTS.get(i / 40 % GATEWAYS))) ? 1 : 0;
        }
        double seconds = (System.nanoTime() - began) / 1e9;

        // Rate and burst, and a tenth of the limit that others may hold.
        assertThat((double) served).isBetween(54.0, (60 + 10 * seconds) * 1.1 + 6);
    }

    /** The burst, what came in while the calls were made, and a tenth of the limit that was held in advance. */
    private static void assertBurst(String user, String tool, long burst, long perSecond) {
        long began = System.nanoTime();
        long served = servedAtOnce(user, tool, 200);
        double seconds = (System.nanoTime() - began) / 1e9;

        assertThat((double) served).isBetween(burst * 0.9, Math.min(200, (burst + perSecond * seconds) * 1.1 + 1));
    }

    private static long servedAtOnce(String user, String tool, int calls) {
        String token = Tokens.of(user, "reader");
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            answers.add(HTTP.sendAsync(request(token, tool, PORTS.get(i % GATEWAYS)), BodyHandlers.ofString()));
        }
        return answers.stream()
                .map(CompletableFuture::join)
                .filter(SharedLimitTest::isServed)
                .count();
    }

    private static boolean isServed(HttpResponse<String> answer) {
        assertThat(answer.body()).containsAnyOf("\"result\"", "-31429");
        return answer.body().contains("\"result\"");
    }

    private static HttpResponse<String> call(String token, String tool, int port) {
        return send(request(token, tool, port));
    }

    private static HttpRequest request(String token, String tool, int port) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/echo/mcp"))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                                + "\",\"arguments\":{}}}"))
                .build();
    }

    private static HttpResponse<String> send(HttpRequest request) {
        return HTTP.sendAsync(request, BodyHandlers.ofString()).join();
    }

    private static Process gateway(int port) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                GatewayApplication.class.getName(),
                "--server.port=" + port,
                "--manage.port=" + freePort(),
                "--gateway.public-urls=http://localhost",
                "--gateway.config-dir=" + folder,
                "--jwt.secret-key=" + Tokens.SECRET,
                "--jwt.allowed-algorithms=HS256",
                "--jwt.issuer=" + Tokens.ISSUER,
                "--jwt.audience=" + Tokens.AUDIENCE,
                "--TOOL_GATEWAY_SHARED_SECRET=" + TestTool.SECRET,
                "--store.redis-url=" + redis.url()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("gateway-" + port + ".log").toFile())
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
