package dev.mcpgateway.it;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import dev.mcpgateway.config.Plans;
import dev.mcpgateway.config.ServerSpec;
import dev.mcpgateway.stores.junit.Stores;
import dev.mcpgateway.upstream.UpstreamGate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Servers that freeze, are full, or never stop talking: each meets its own limit, and the others are still served. */
class SlowServersTest {
    private static final String POLICY =
            "version: 1\nroles: { reader: {} }\nrules: [ { id: all, to: [reader], allow: [\"*/*\"] } ]\n";
    private static final String RESULT = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}";
    private static final String CALL =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"any\"}}";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final AtomicBoolean FROZEN = new AtomicBoolean();
    private static final AtomicInteger HELD = new AtomicInteger();
    private static final Sinks.One<String> RELEASED = Sinks.one();
    private static final AtomicBoolean STREAM_CLOSED = new AtomicBoolean();

    @TempDir
    static Path folder;

    private static TestTool freezing;
    private static TestTool well;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        freezing = TestTool.that((request, response) -> FROZEN.get()
                ? Mono.never()
                : request.receive()
                        .then(response.header("Content-Type", "application/json")
                                .sendString(Mono.just(RESULT))
                                .then()));
        well = TestTool.that((request, response) -> request.receive()
                .aggregate()
                .asString()
                .defaultIfEmpty("")
                .flatMap(body -> body.contains("notifications/") || body.isEmpty() || body.contains("\"result\"")
                        ? response.status(202).send()
                        : body.contains("endless")
                                ? response.sse()
                                        .sendString(Flux.interval(Duration.ofMillis(50))
                                                .map(i -> "data: " + i + "\n\n")
                                                .doFinally(end -> STREAM_CLOSED.set(true)))
                                        .then()
                                : response.header("Content-Type", "application/json")
                                        .sendString(body.contains("hold") ? held() : Mono.just(RESULT))
                                        .then()));
        gateway = new TestGateway(
                folder,
                """
                version: 1
                servers:
                  freezing: { url: %s, tools: { "*": { timeout: 300ms } } }
                  small: { url: %s, maxConcurrent: 1, tools: { "*": { timeout: 20s } } }
                  well: { url: %s, tools: { "*": {} } }
                """.formatted(freezing.url(), well.url(), well.url()),
                POLICY,
                new Stores("", ""),
                "--upstream.queue=1",
                "--upstream.queue-wait=4s",
                "--upstream.breaker-rest=2s",
                "--upstream.longest-stream=1s");
    }

    private static Mono<String> held() {
        HELD.incrementAndGet();
        return RELEASED.asMono();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        well.close();
        freezing.close();
    }

    @Test
    void aServerThatFreezesCostsEachCallItsDeadlineUntilProbesMissItAndThenNothing() {
        assertThat(call("freezing", "any").body()).isEqualTo(RESULT);

        FROZEN.set(true);
        assertThat(call("freezing", "any").body()).contains("-31504").contains("(300 ms)");
        await().atMost(PATIENCE).until(() -> call("freezing", "any").body().contains("is left alone for a moment"));
        assertThat(call("well", "any").body()).isEqualTo(RESULT);

        FROZEN.set(false);
        await().atMost(PATIENCE).until(() -> call("freezing", "any").body().equals(RESULT));
    }

    @Test
    void beforeAFullServerAFewWaitForAWhileAndTheRestAreTurnedAwayAtOnce() {
        CompletableFuture<HttpResponse<String>> holding = later("small", "hold");
        await().until(() -> HELD.get() == 1);

        CompletableFuture<HttpResponse<String>> tooLong = later("small", "any");
        await().until(SlowServersTest::isQueueFull);
        HttpResponse<String> shed = call("small", "any");
        assertThat(shed.statusCode()).isEqualTo(200);
        assertThat(shed.body()).contains("overloaded").contains("'small' already runs 1 calls");
        // Where the headers say that it needs room, its body is not even read.
        HttpResponse<String> unread = send("small", "POST", CALL, "Mcp-Method", "tools/call");
        assertThat(unread.statusCode()).isEqualTo(503);
        assertThat(unread.body()).contains("overloaded").contains("'small' already runs 1 calls");
        assertWhatMakesRoomPasses();
        assertThat(tooLong.join().body()).contains("-31503").contains("'small' already runs 1 calls");
        assertThat(call("well", "any").body()).isEqualTo(RESULT);

        CompletableFuture<HttpResponse<String>> inTime = later("small", "any");
        await().until(SlowServersTest::isQueueFull);
        RELEASED.tryEmitValue(RESULT);
        assertThat(holding.join().body()).isEqualTo(RESULT);
        assertThat(inTime.join().body()).isEqualTo(RESULT);
    }

    /** The call that holds the room may wait for nothing else. */
    private static void assertWhatMakesRoomPasses() {
        assertThat(send("small", "POST", RESULT).statusCode()).isEqualTo(202);
        assertThat(send("small", "POST", "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\"}")
                        .statusCode())
                .isEqualTo(202);
        assertThat(send("small", "DELETE", "").statusCode()).isEqualTo(202);
        assertThat(send("small", "GET", "").statusCode()).isEqualTo(503);
    }

    @Test
    void aStreamThatNeverEndsIsEndedBetweenTwoEventsAndItsServerHearsOfIt() {
        assertThat(call("well", "endless").body())
                .startsWith("data: 0\n\ndata: 1\n\n")
                .endsWith("\n\n");

        await().untilTrue(STREAM_CLOSED);
    }

    private static boolean isQueueFull() {
        ServerSpec small =
                gateway.context().getBean(Plans.class).current().servers().get("small");
        return small != null && gateway.context().getBean(UpstreamGate.class).isFull(small);
    }

    private static HttpResponse<String> call(String server, String tool) {
        return later(server, tool).join();
    }

    private static HttpResponse<String> send(String server, String method, String body, String... headers) {
        return gateway.send(gateway.request("/" + server + "/mcp", headers)
                .header("Authorization", "Bearer " + Tokens.of("ada", "reader"))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static CompletableFuture<HttpResponse<String>> later(String server, String tool) {
        HttpRequest request = gateway.request("/" + server + "/mcp")
                .header("Authorization", "Bearer " + Tokens.of("ada", "reader"))
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                                + "\",\"arguments\":{}}}"))
                .build();
        return gateway.http().sendAsync(request, BodyHandlers.ofString());
    }
}
