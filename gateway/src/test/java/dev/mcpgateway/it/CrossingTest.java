package dev.mcpgateway.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Publisher;

import io.netty.handler.codec.http.HttpHeaders;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

import dev.mcpgateway.stores.junit.RealStores;
import dev.mcpgateway.stores.junit.Stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What crosses to a server and back: headers, streams, and every way in which a server can let us down. */
@RealStores
class CrossingTest {
    private static final String POLICY = """
            version: 1
            roles: { reader: {} }
            rules: [ { id: all, to: [reader], allow: ["odd/*", "foreign/*", "gone/*"] } ]
            """;
    private static final BlockingQueue<HttpHeaders> RECEIVED = new LinkedBlockingQueue<>();
    private static final Sinks.Many<String> EVENTS = Sinks.many().unicast().onBackpressureBuffer();
    private static final AtomicBoolean CLOSED = new AtomicBoolean();

    @TempDir
    static Path folder;

    private static TestTool odd;
    private static TestGateway gateway;

    @BeforeAll
    static void start(Stores stores) {
        odd = TestTool.that(CrossingTest::answer);
        String tools = """
                version: 1
                servers:
                  odd:
                    url: %s
                    tools: { "*": { timeout: 20s }, hang: { timeout: 400ms } }
                  foreign:
                    url: %s
                    trust: external
                    tools: { "*": {} }
                  gone:
                    url: http://localhost:1/mcp
                    tools: { "*": {} }
                """.formatted(odd.url(), odd.url());
        gateway = new TestGateway(
                folder,
                tools,
                POLICY,
                stores,
                "--spring.cloud.gateway.server.webflux.routes[0].id=elsewhere",
                "--spring.cloud.gateway.server.webflux.routes[0].uri=mcp://foreign",
                "--spring.cloud.gateway.server.webflux.routes[0].predicates[0]=Path=/odd/sse");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        odd.close();
    }

    private static Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        return request.receive().aggregate().asString().flatMap(body -> {
            // The gateway also asks by itself how a server is and what it offers.
            if (body.contains("tools/call")) {
                RECEIVED.add(request.requestHeaders().copy());
            }
            String tool = body.replaceAll("(?s).*\"name\":\"([a-z]+)\".*", "$1");
            return Mono.from(
                    switch (tool) {
                        case "hang" -> Mono.<Void>never();
                        case "reset" ->
                            response.withConnection(Connection::dispose).then();
                        case "html" ->
                            response.header("Content-Type", "text/html").sendString(Mono.just("<h1>hi</h1>"));
                        case "denied" ->
                            response.status(401)
                                    .header("Content-Type", "application/json")
                                    .header("WWW-Authenticate", "Bearer realm=\"inside\"")
                                    .sendString(Mono.just("{}"));
                        case "stream" ->
                            response.sse().sendString(EVENTS.asFlux().doOnCancel(() -> CLOSED.set(true)));
                        case "rude" ->
                            response.status(404)
                                    .header("Content-Type", "application/json")
                                    .sendString(
                                            Mono.just(
                                                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32601,\"message\":\"no\"}}"));
                        default ->
                            response.header("Content-Type", "application/json")
                                    .sendString(Flux.just("{\"jsonrpc\":\"2.0\",\"id\":1,", "\"result\":{}}"));
                    });
        });
    }

    @Test
    void anInternalServerLearnsWhoCallsFromUsAndNeverSeesTheToken() throws InterruptedException {
        RECEIVED.clear();

        gateway.post(
                Tokens.of("ada", "reader"),
                "/odd/mcp",
                call("fine"),
                "X-User-ID",
                "root",
                "X_User_ID",
                "root",
                "X-Gateway-Auth",
                "guessed",
                "X-Tenant-ID",
                "other",
                "X-Forwarded-For",
                "1.2.3.4",
                "Cookie",
                "a=b",
                "Mcp-Param-Region",
                "eu");

        HttpHeaders seen = received();
        assertThat(seen.getAll("X-User-ID")).containsExactly("ada");
        assertThat(seen.getAll("X-Tenant-ID")).containsExactly("demo");
        assertThat(seen.getAll("X-Gateway-Auth")).containsExactly(TestTool.SECRET);
        assertThat(seen.get("Mcp-Param-Region")).isEqualTo("eu");
        assertThat(seen.get("X-Request-ID")).isNotBlank();
        assertThat(seen.names()).doesNotContain("Authorization", "X_User_ID", "X-Forwarded-For", "Cookie");
    }

    @Test
    void aForeignServerLearnsNothing() throws InterruptedException {
        RECEIVED.clear();

        gateway.post(Tokens.of("ada", "reader"), "/foreign/mcp", call("fine"));

        assertThat(received().names())
                .doesNotContain("Authorization", "X-User-ID", "X-Tenant-ID", "X-Gateway-Auth", "X-Request-ID");
    }

    /** The route leads calls of the internal server's scope to a foreign one; the secret must not go with them. */
    @Test
    void aRouteToAForeignServerTakesNeitherSecretNorIdentityThere() throws InterruptedException {
        RECEIVED.clear();

        assertThat(gateway.post(Tokens.of("ada", "reader"), "/odd/sse", call("fine"))
                        .statusCode())
                .isEqualTo(200);

        assertThat(received().names()).doesNotContain("X-User-ID", "X-Tenant-ID", "X-Gateway-Auth", "X-Request-ID");
    }

    @Test
    void aServerThatHangsIsATimeout() {
        assertThat(refusal("/odd/mcp", "hang")).contains("-31504").contains("did not answer in time (400 ms)");
    }

    @Test
    void aServerThatResetsIsUnavailable() {
        assertThat(refusal("/odd/mcp", "reset")).contains("-31502").contains("upstream_unavailable");
    }

    @Test
    void aServerThatIsNotThereIsUnavailable() {
        assertThat(refusal("/gone/mcp", "any")).contains("-31502").contains("'gone' cannot be reached");
    }

    /** What a client answers waits for no answer itself: an error in HTTP 200 would tell it that it was delivered. */
    @Test
    void aClientsAnswerThatCannotBeDeliveredIsToldByTheStatus() {
        HttpResponse<String> told =
                gateway.post(Tokens.of("ada", "reader"), "/gone/mcp", "{\"jsonrpc\":\"2.0\",\"id\":9,\"result\":{}}");

        assertThat(told.statusCode()).isEqualTo(502);
        assertThat(told.body()).contains("upstream_unavailable").contains("\"id\":null");
    }

    @Test
    void aClientsAnswerThatIsRefusedIsToldByTheStatus() {
        HttpResponse<String> told = gateway.post(
                Tokens.of("eve", "nobody"), "/odd/mcp", "{\"jsonrpc\":\"2.0\",\"id\":9,\"error\":{\"code\":1}}");

        assertThat(told.statusCode()).isEqualTo(403);
        assertThat(told.body()).contains("not_permitted").contains("\"id\":null");
    }

    @Test
    void aServerThatIsNoMcpServerIsInvalid() {
        assertThat(refusal("/odd/mcp", "html")).contains("upstream_invalid");
    }

    @Test
    void aServerThatRefusesUsNeverAsksTheClientForItsToken() {
        HttpResponse<String> answer = gateway.post(Tokens.of("ada", "reader"), "/odd/mcp", call("denied"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("upstream_invalid");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
    }

    @Test
    void anErrorOfTheServersOwnPassesUnchanged() {
        HttpResponse<String> answer = gateway.post(Tokens.of("ada", "reader"), "/odd/mcp", call("rude"));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body())
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32601,\"message\":\"no\"}}");
    }

    @Test
    void anAnswerInPiecesArrivesWhole() {
        assertThat(gateway.post(Tokens.of("ada", "reader"), "/odd/mcp", call("fine"))
                        .body())
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");
    }

    /** By causality: the second event is not sent before the client has the first. */
    @Test
    void eachEventReachesTheClientBeforeTheNextIsSentAndAHangUpClosesTheServer()
            throws IOException, InterruptedException {
        HttpRequest request = gateway.request("/odd/mcp")
                .header("Authorization", "Bearer " + Tokens.of("ada", "reader"))
                .POST(HttpRequest.BodyPublishers.ofString(call("stream")))
                .build();
        EVENTS.emitNext(": hello\nid: 1\nretry: 10\ndata: {\"a\":1}\n\n", Sinks.EmitFailureHandler.FAIL_FAST);

        var answer = gateway.http().send(request, BodyHandlers.ofInputStream());

        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        assertThat(answer.headers().firstValue("X-Accel-Buffering")).contains("no");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            for (String line : List.of(": hello", "id: 1", "retry: 10", "data: {\"a\":1}", "")) {
                assertThat(lines.readLine()).isEqualTo(line);
            }
            EVENTS.emitNext("data: {\"b\":2}\n\n", Sinks.EmitFailureHandler.FAIL_FAST);
            assertThat(lines.readLine()).isEqualTo("data: {\"b\":2}");
        }
        await().untilTrue(CLOSED);
    }

    private static String refusal(String path, String tool) {
        HttpResponse<String> answer = gateway.post(Tokens.of("ada", "reader"), path, call(tool));
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static HttpHeaders received() throws InterruptedException {
        HttpHeaders headers = RECEIVED.poll(10, TimeUnit.SECONDS);
        assertThat(headers).isNotNull();
        return headers;
    }

    private static String call(String tool) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":{}}}";
    }
}
