package dev.mcpgateway.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Publisher;

import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.ConnectionProvider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Many streams at once through a gateway with a heap of 256 MiB, whose every buffer is watched. {@code checks/streams}
 * opens two thousand.
 */
class ManyStreamsTest {
    private static final int STREAMS = Integer.getInteger("streams", 200);
    private static final int OPENED_AT_ONCE = 64;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String LAST = "data: last\n\n";

    @TempDir
    Path folder;

    private final Sinks.Many<String> events = Sinks.many().multicast().directBestEffort();
    private final AtomicInteger openAtTheTool = new AtomicInteger();
    private final TestTool tool = TestTool.that(this::stream);
    private final ConnectionProvider connections =
            ConnectionProvider.builder("many-streams").maxConnections(STREAMS).build();
    private final HttpClient http = HttpClient.create(connections)
            .headers(headers -> headers.set("Authorization", "Bearer " + Tokens.of("ada", "reader"))
                    .set("Content-Type", "application/json")
                    .set("Accept", "application/json, text/event-stream"));

    @AfterEach
    void stop() {
        connections.disposeLater().block(PATIENCE);
        tool.close();
    }

    @Test
    void everyEventReachesEveryStreamAndNothingIsLeftBehind() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("tools.yaml"), """
                version: 1
                servers:
                  news: { url: "%s", maxConcurrent: %d, tools: { watch: {} } }
                """.formatted(tool.url(), STREAMS));
        Files.writeString(folder.resolve("policy.yaml"), """
                version: 1
                roles: { reader: {} }
                rules: [ { id: all, to: [reader], allow: ["news/*"] } ]
                """);
        try (ChildGateway gateway = ChildGateway.start(
                        folder,
                        ChildGateway.freePort(),
                        List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-Dio.netty.leakDetection.level=paranoid"),
                        "--definitions.read=false")
                .serving()) {
            List<Client> clients = open(gateway);
            long began = System.nanoTime();
            for (String event : List.of("data: 1\n\n", "data: 2\n\n")) {
                publish(event);
                await().atMost(PATIENCE).until(() -> clients.stream().allMatch(client -> client.has(event)));
            }
            System.out.printf(
                    "%d streams, two events to each in %.2f s; the gateway's memory was never more than %s%n",
                    STREAMS, (System.nanoTime() - began) / 1e9, gateway.peakMemory());

            List<Client> leaving = clients.subList(0, STREAMS / 2);
            leaving.forEach(Client::leave);
            await().atMost(PATIENCE).until(() -> openAtTheTool.get() == STREAMS - STREAMS / 2);
            publish(LAST);
            List<Client> staying = clients.subList(STREAMS / 2, STREAMS);
            await().atMost(PATIENCE).until(() -> staying.stream().allMatch(Client::isOver));
            assertThat(staying).allMatch(client -> client.has(LAST) && client.endedWell);
            await().atMost(PATIENCE).until(() -> openAtTheTool.get() == 0);

            assertThat(leaks(gateway)).isEmpty();
        }
    }

    /** A lost buffer is found when garbage is collected, and told of when the next one is made. */
    private static List<String> leaks(ChildGateway gateway) throws IOException, InterruptedException {
        for (int i = 0; i < 3; i++) {
            gateway.collectGarbage();
            assertThat(gateway.get("/me", Tokens.of("ada", "reader"))).contains("\"user\":\"ada\"");
        }
        return gateway.log().lines().filter(line -> line.contains("LEAK")).toList();
    }

    private List<Client> open(ChildGateway gateway) {
        List<Client> clients = Flux.range(0, STREAMS)
                .flatMap(
                        number -> {
                            Client client = new Client();
                            return client.open(gateway).thenReturn(client);
                        },
                        OPENED_AT_ONCE)
                .collectList()
                .blockOptional(PATIENCE)
                .orElseThrow();
        await().atMost(PATIENCE).until(() -> events.currentSubscriberCount() == STREAMS);
        return new ArrayList<>(clients);
    }

    private void publish(String event) {
        events.emitNext(event, Sinks.EmitFailureHandler.FAIL_FAST);
    }

    private Publisher<Void> stream(HttpServerRequest request, HttpServerResponse response) {
        Flux<String> all = Flux.concat(Mono.just(": here\n\n"), events.asFlux().takeUntil(LAST::equals))
                .doOnSubscribe(any -> openAtTheTool.incrementAndGet())
                .doFinally(any -> openAtTheTool.decrementAndGet());
        return request.receive().then(response.sse().sendString(all).then());
    }

    /** One stream, and all that came on it. */
    private final class Client {
        private final Sinks.Empty<Void> opened = Sinks.empty();
        private final Queue<String> heard = new ConcurrentLinkedQueue<>();
        private volatile boolean endedWell;
        private volatile Disposable stream = () -> {};

        Mono<Void> open(ChildGateway gateway) {
            return Mono.defer(() -> {
                stream = http.post()
                        .uri(gateway.uri("/news/mcp"))
                        .send(
                                ByteBufFlux.fromString(
                                        Mono.just(
                                                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"watch\"}}")))
                        .response((response, body) -> body.asString())
                        .doOnNext(this::hear)
                        .doOnComplete(() -> endedWell = true)
                        .subscribe(any -> {}, opened::tryEmitError);
                return opened.asMono();
            });
        }

        private void hear(String text) {
            heard.add(text);
            opened.tryEmitEmpty();
        }

        boolean has(String event) {
            return String.join("", heard).contains(event);
        }

        void leave() {
            stream.dispose();
        }

        boolean isOver() {
            return stream.isDisposed();
        }
    }
}
