package dev.mcpgateway.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;

import io.netty.handler.codec.http.HttpMethod;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

import dev.mcpgateway.stores.junit.RealStores;
import dev.mcpgateway.stores.junit.Stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What becomes of an answer on its way back: lists are cut, streams end so that their end can be understood. */
@RealStores
class RelayTest {
    private static final String POLICY = """
            version: 1
            roles: { reader: {}, guest: {} }
            rules:
              - { id: all, to: [reader], allow: ["odd/*", { server: odd, prompt: "*" }, { server: odd, resource: "**" }] }
              - { id: some, to: [guest], allow: ["odd/list*", { server: odd, resource: "test://open/**" }] }
            """;

    @TempDir
    static Path folder;

    private static TestTool odd;
    private static TestGateway gateway;
    private static Stores database;

    @BeforeAll
    static void start(Stores stores) {
        database = stores;
        odd = TestTool.that(RelayTest::answer);
        gateway = new TestGateway(folder, """
                version: 1
                defaults: { timeout: 5s, idleTimeout: 500ms }
                servers:
                  odd:
                    url: %s
                    trust: external
                    tools: { "*": { risk: low } }
                """.formatted(odd.url()), POLICY, stores, "--stream.keep-alive=100ms");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        odd.close();
    }

    private static final String TOOLS = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":"
            + "[{\"name\":\"listed\"},{\"name\":\"hidden\"}],\"nextCursor\":\"n\"}}";
    private static final String RESOURCES = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"resources\":"
            + "[{\"uri\":\"test://closed/1\"},{\"uri\":\"test://open/1\"}]}}";
    private static final String TEMPLATES = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"resourceTemplates\":"
            + "[{\"uriTemplate\":\"test://open/{id}\"},{\"uriTemplate\":\"test://closed/{id}\"}]}}";
    private static final String PROMPTS = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"prompts\":[{\"name\":\"p\"}]}}";

    private static final String TASK = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"task\":{\"taskId\":\"long\"}}}";
    private static final String TASKS =
            "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"tasks\":[{\"taskId\":\"of-another\"}]}}";
    private static final String RESULT = "data: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"isError\":true}}\n\n";
    private static final String REPLAY = ": hi\n\nid: 8\ndata: {\"method\":\"m\",\"params\":{\"tools\":[]}}\n\n"
            + "id: 9\nevent: message\ndata: " + TOOLS + "\n\ndata: " + TASKS + "\n\n" + RESULT;

    private static Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        if (HttpMethod.GET.equals(request.method())) {
            // What a server with a memory sends to who takes a stream up again.
            return response.sse().sendString(Mono.just(REPLAY));
        }
        return request.receive().aggregate().asString().flatMap(body -> {
            String method = body.replaceAll("(?s).*\"method\":\"([a-z/]+)\".*", "$1");
            String tool = body.replaceAll("(?s).*\"name\":\"([a-z]+)\".*", "$1");
            return Mono.from(
                    switch (method) {
                        case "tools/list" ->
                            body.contains("\"cursor\":\"sse\"")
                                    ? response.sse()
                                            .sendString(Flux.just(
                                                    "id: 1\ndata:\n\n: hi\n\nevent: message\nda",
                                                    "ta: " + TOOLS + "\n\n"))
                                    : json(response, TOOLS);
                        case "resources/list" -> json(response, RESOURCES);
                        case "resources/templates/list" -> json(response, TEMPLATES);
                        case "tasks/result" -> Mono.<Void>never();
                        case "prompts/list" -> json(response, PROMPTS);
                        default -> stream(tool, response);
                    });
        });
    }

    private static Publisher<Void> json(HttpServerResponse response, String body) {
        return response.header("Content-Type", "application/json").sendString(Mono.just(body));
    }

    private static Publisher<Void> stream(String kind, HttpServerResponse response) {
        return switch (kind) {
            case "stalls" -> response.sse().sendString(Flux.just("data: 1\n\n").concatWith(Flux.never()));
            case "resumable" ->
                response.sse().sendString(Flux.just("id: 1\ndata: 1\n\n").concatWith(Flux.never()));
            case "torn" ->
                response.sse().sendString(Flux.just("data: 1\n\ndata: 2").concatWith(Flux.never()));
            case "lingers" -> response.sse().sendString(Flux.just(RESULT).concatWith(Flux.never()));
            case "resets" -> response.sse().sendString(Flux.concat(Mono.just(RESULT + "data: 2"), broken()));
            case "begins" -> json(response, TASK);
            case "pauses" -> response.sse().sendString(slowly("data: 1\n\n", "data: 2\n\n"));
            case "chokes" -> response.sse().sendString(slowly("data: 1\n\ndata: 2", "3\n\n"));
            case "ends" -> response.sse().sendString(Flux.just("id: 1\nretry: 5\ndata: 1\n\n"));
            default -> response.sse().sendString(Flux.never());
        };
    }

    private static Mono<String> broken() {
        return Mono.<String>error(new IOException("broken off")).delaySubscription(Duration.ofMillis(100));
    }

    private static Flux<String> slowly(String first, String second) {
        return Flux.just(first).concatWith(Mono.just(second).delaySubscription(Duration.ofMillis(350)));
    }

    @Test
    void aQuietStreamIsKeptAwakeBetweenItsEventsAndNowhereElse() {
        assertThat(post("reader", call("pauses")))
                .startsWith("data: 1\n\n: keep-alive\n\n")
                .endsWith("data: 2\n\n");
        assertThat(post("reader", call("chokes"))).isEqualTo("data: 1\n\ndata: 23\n\n");
    }

    @Test
    void aListHoldsWhatTheCallerMayUse() {
        assertThat(list("reader", "tools/list")).contains("listed").contains("hidden");
        assertThat(list("guest", "tools/list"))
                .isEqualTo(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[{\"name\":\"listed\"}],\"nextCursor\":\"n\"}}");
        assertThat(list("guest", "resources/list")).contains("open/1").doesNotContain("closed");
        assertThat(list("guest", "resources/templates/list"))
                .contains("open/{id}")
                .doesNotContain("closed");
        assertThat(list("guest", "prompts/list")).endsWith("{\"prompts\":[]}}");
    }

    @Test
    void aListInAStreamIsCutAndEveryOtherByteOfTheStreamStays() {
        String list = post(
                "guest", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{\"cursor\":\"sse\"}}");

        assertThat(list)
                .isEqualTo("id: 1\ndata:\n\n: hi\n\nevent: message\ndata: "
                        + TOOLS.replace(",{\"name\":\"hidden\"}", "") + "\n\n");
    }

    /** Asked for by POST, hung up on, and taken up again by GET. */
    @Test
    void aListThatASessionsStreamBringsLaterIsCutToo() {
        String seen = gateway.send(gateway.request("/odd/mcp", "Last-Event-ID", "7")
                        .header("Authorization", "Bearer " + Tokens.of("ada", "guest"))
                        .GET()
                        .build())
                .body();

        assertThat(seen)
                .isEqualTo(REPLAY.replace(",{\"name\":\"hidden\"}", "").replace("{\"taskId\":\"of-another\"}", ""));
    }

    @Test
    void aStreamThatStallsBetweenTwoEventsEndsWithTheCallsError() {
        String body = post("reader", call("stalls")).replace(": keep-alive\n\n", "");

        assertThat(body)
                .startsWith(
                        "data: 1\n\nevent: message\ndata: {\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-31504");
        assertThat(body).endsWith("}\n\n");
    }

    /** One call has one answer: how the stream ends after it is between the server and us. */
    @ParameterizedTest
    @ValueSource(strings = {"lingers", "resets"})
    void aStreamThatBreaksOffAfterTheAnswerEndsAsTheAnswerSaid(String kind) {
        HttpResponse<String> answer = gateway.send(request("reader", call(kind)));

        assertThat(answer.body().replace(": keep-alive\n\n", ""))
                .startsWith(RESULT)
                .doesNotContain("error\":");
        String id = answer.headers().firstValue("X-Request-ID").orElseThrow();
        await().untilAsserted(() -> assertThat(
                        Records.ask(database, "SELECT outcome FROM audit.record WHERE request_id = '" + id + "'"))
                .containsExactly("tool_error"));
    }

    /** An error in there would be taken for a part of the event, or keep the client from taking the stream up again. */
    @ParameterizedTest
    @ValueSource(strings = {"torn", "resumable"})
    void aStreamThatMustNotEndWellIsBrokenOff(String kind) {
        assertThatThrownBy(() -> gateway.http().send(request("reader", call(kind)), BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
    }

    /** Its answer begins when the task is done, so no tool's time runs but the limit of silence. */
    @Test
    void theResultOfATaskIsWaitedForAsLongAsAStreamMayBeSilent() {
        post("reader", call("begins").replace("\"begins\"", "\"begins\",\"task\":{}"));

        assertThat(post(
                        "reader",
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tasks/result\",\"params\":{\"taskId\":\"long\"}}"))
                .contains("did not answer in time (500 ms)");
    }

    @Test
    void aStreamThatItsServerEndsIsPassedOnAsItIs() {
        assertThat(post("reader", call("ends"))).isEqualTo("id: 1\nretry: 5\ndata: 1\n\n");
    }

    @Test
    void theHeadersOfAStreamDoNotWaitForItsFirstEvent() throws IOException, InterruptedException {
        HttpResponse<InputStream> answer =
                gateway.http().send(request("reader", call("silent")), BodyHandlers.ofInputStream());

        assertThat(answer.statusCode()).isEqualTo(200);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.lines())
                    .startsWith(": keep-alive")
                    .contains("event: message")
                    .anyMatch(line -> line.contains("upstream_timeout"));
        }
    }

    private static String list(String role, String method) {
        return post(role, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\"}");
    }

    private static String post(String role, String body) {
        return gateway.send(request(role, body)).body();
    }

    private static HttpRequest request(String role, String body) {
        return gateway.request("/odd/mcp")
                .header("Authorization", "Bearer " + Tokens.of("ada", role))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static String call(String tool) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool + "\"}}";
    }
}
