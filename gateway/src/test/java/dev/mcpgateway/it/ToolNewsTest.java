package dev.mcpgateway.it;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;

import io.netty.handler.codec.http.HttpMethod;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

import dev.mcpgateway.stores.junit.Stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Servers that tell when their tools change. What they offer is believed for minutes, so only being told explains it. */
class ToolNewsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String POLICY = """
            version: 1
            roles: { operator: { gateway: [tools.read] } }
            """;

    @TempDir
    static Path folder;

    private static Announcer modern;
    private static Announcer legacy;
    private static Announcer leaving;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        modern = new Announcer("modern", true);
        legacy = new Announcer("legacy", false);
        leaving = new Announcer("leaving", true);
        gateway = new TestGateway(
                folder, file(modern, legacy, leaving), POLICY, new Stores("", ""), "--definitions.read=true");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        Stream.of(modern, legacy, leaving).forEach(server -> server.tool.close());
    }

    static Stream<Announcer> both() {
        return Stream.of(modern, legacy);
    }

    @ParameterizedTest
    @MethodSource("both")
    void aToolThatComesIsKnownWhenItsServerTells(Announcer server) {
        server.isListenedTo();

        server.offers("one", "told");
        server.tells();

        await().atMost(SOON).until(() -> known(server).contains("\"told\""));
    }

    @ParameterizedTest
    @MethodSource("both")
    void whatChangedWhileNobodyListenedIsReadWhenTheStreamIsThereAgain(Announcer server) {
        server.isListenedTo();

        server.offers("one", "missed");
        server.breaksOff();

        await().atMost(SOON).until(() -> known(server).contains("\"missed\""));
        server.isListenedTo();
    }

    @ParameterizedTest
    @MethodSource("both")
    void aReadingThatFailsIsMadeAgain(Announcer server) {
        server.isListenedTo();

        server.offers("one", "late");
        server.failuresToCome.set(1);
        server.tells();

        await().atMost(SOON).until(() -> known(server).contains("\"late\""));
        assertThat(server.failuresToCome).hasValue(0);
    }

    @ParameterizedTest
    @MethodSource("both")
    void aFloodOfNoticesIsAFewReadings(Announcer server) {
        server.isListenedTo();
        int before = server.lists.get();

        server.offers("one", "flooded");
        for (int i = 0; i < 2_000; i++) {
            server.tells();
        }

        await().atMost(SOON).until(() -> known(server).contains("\"flooded\""));
        assertThat(server.lists.get() - before).isLessThan(10);
    }

    @Test
    void aServerThatLeftTheFileIsListenedToNoMore() {
        leaving.isListenedTo();

        gateway.write(file(modern, legacy), POLICY);

        await().atMost(SOON).until(() -> leaving.streams.get() == 0);
        modern.isListenedTo();
    }

    private static String file(Announcer... servers) {
        return "version: 1\nservers:\n"
                + Stream.of(servers)
                        .map(server -> "  " + server.name + ": { url: \"" + server.tool.url()
                                + "\", trust: external, tools: { \"*\": {} } }\n")
                        .collect(Collectors.joining());
    }

    private static String known(Announcer server) {
        return gateway.get(Tokens.of("eve", "operator"), "/admin/tools/" + server.name)
                .body();
    }

    /** A server whose tools are what a test says, and which tells of changes on a stream. */
    private static final class Announcer {
        private static final String CHANGED =
                "event: message\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}\n\n";
        private static final String ACKNOWLEDGED =
                "event: message\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/subscriptions/acknowledged\","
                        + "\"params\":{\"notifications\":{\"toolsListChanged\":true}}}\n\n";
        private static final String CAPABILITIES = "\"capabilities\":{\"tools\":{\"listChanged\":true}}";
        private static final String OVER = "";

        private final String name;
        private final boolean isModern;
        private final Sinks.Many<String> notices = Sinks.many().multicast().directBestEffort();
        private final AtomicInteger streams = new AtomicInteger();
        private final AtomicInteger lists = new AtomicInteger();
        private final AtomicInteger failuresToCome = new AtomicInteger();
        private volatile List<String> tools = List.of("one");
        private final TestTool tool;

        Announcer(String name, boolean isModern) {
            this.name = name;
            this.isModern = isModern;
            this.tool = TestTool.that(this::answer);
        }

        void isListenedTo() {
            await().atMost(SOON)
                    .until(() ->
                            notices.currentSubscriberCount() == 1 && known(this).contains("\"one\""));
        }

        void offers(String... names) {
            tools = List.of(names);
        }

        void tells() {
            notices.tryEmitNext(CHANGED);
        }

        void breaksOff() {
            notices.tryEmitNext(OVER);
        }

        private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
            if (request.method().equals(HttpMethod.GET)) {
                return stream(response, ": here\n\n");
            }
            return request.receive()
                    .aggregate()
                    .asString()
                    .flatMap(body ->
                            Mono.from(answer(body.replaceAll("(?s).*\"method\":\"([^\"]+)\".*", "$1"), response)));
        }

        private Publisher<Void> answer(String method, HttpServerResponse response) {
            return switch (method) {
                case "server/discover" ->
                    isModern
                            ? json(response, "\"supportedVersions\":[\"2026-07-28\"]," + CAPABILITIES)
                            : response.status(400).send();
                case "initialize" ->
                    json(
                            response.header("Mcp-Session-Id", "session"),
                            "\"protocolVersion\":\"2025-11-25\"," + CAPABILITIES);
                case "notifications/initialized" -> response.status(202).send();
                case "subscriptions/listen" -> stream(response, ACKNOWLEDGED);
                default -> list(response);
            };
        }

        private Publisher<Void> list(HttpServerResponse response) {
            lists.incrementAndGet();
            if (failuresToCome.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                return response.status(500).send();
            }
            return json(
                    response,
                    tools.stream()
                            .map(tool -> "{\"name\":\"" + tool + "\"}")
                            .collect(Collectors.joining(",", "\"ttlMs\":3600000,\"tools\":[", "]")));
        }

        private Publisher<Void> stream(HttpServerResponse response, String first) {
            return response.sse()
                    .sendString(
                            Flux.concat(Mono.just(first), notices.asFlux().takeWhile(notice -> !notice.equals(OVER)))
                                    .doOnSubscribe(any -> streams.incrementAndGet())
                                    .doFinally(any -> streams.decrementAndGet()));
        }

        private static Publisher<Void> json(HttpServerResponse response, String result) {
            return response.header("Content-Type", "application/json")
                    .sendString(Mono.just("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{" + result + "}}"));
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
