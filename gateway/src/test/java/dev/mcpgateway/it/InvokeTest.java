package dev.mcpgateway.it;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;

import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

import dev.mcpgateway.stores.junit.RealStores;
import dev.mcpgateway.stores.junit.Stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A tool call over REST: a modern server, and a legacy one that insists on sessions. */
@RealStores
class InvokeTest {
    private static final ConcurrentLinkedQueue<String> SAID = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger SESSIONS = new AtomicInteger();

    @TempDir
    static Path folder;

    private static TestTool calculator;
    private static TestTool legacy;
    private static TestGateway gateway;
    private static Stores stores;

    @BeforeAll
    static void start(Stores real) {
        stores = real;
        calculator = TestTool.calculator();
        legacy = TestTool.that(InvokeTest::answer);
        gateway = new TestGateway(
                folder, """
                version: 1
                servers:
                  calculator:
                    url: %s
                    secret: { env: TOOL_GATEWAY_SHARED_SECRET }
                    tools: { exact_calculate: { timeout: 5s }, exact_statistics: {} }
                  legacy:
                    url: %s
                    trust: external
                    tools: { "*": { timeout: 2s } }
                """.formatted(calculator.url(), legacy.url()), """
                version: 1
                roles: { reader: {}, boss: { inherits: [reader], gateway: ["*"] } }
                rules: [ { id: all, to: [reader], allow: ["calculator/exact_calculate", "legacy/*"] } ]
                """, stores, "--definitions.read=true");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        calculator.close();
        legacy.close();
    }

    /** Speaks 2025-11-25 only, in sessions, of which it forgets one when asked to. */
    private static Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        return request.receive().aggregate().asString().defaultIfEmpty("").flatMap(body -> {
            String session = request.requestHeaders().get("Mcp-Session-Id", "");
            SAID.add(body);
            if (body.contains("\"initialize\"")) {
                return json(
                        response.header("Mcp-Session-Id", "s" + SESSIONS.incrementAndGet()),
                        "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{}}");
            }
            if (!session.equals("s" + SESSIONS.get())) {
                return Mono.from(response.status(session.isEmpty() ? 400 : 404).send());
            }
            if (body.contains("notifications/")) {
                return Mono.from(response.status(202).send());
            }
            if (body.contains("tools/list")) {
                return json(
                        response,
                        "{\"tools\":[{\"name\":\"echo\",\"description\":\"says it again\"},{\"name\":\"exact_calculate\"}]}");
            }
            if (body.contains("\"forget\"")) {
                SESSIONS.incrementAndGet();
            }
            if (body.contains("\"fail\"")) {
                return json(response, "{\"content\":[],\"isError\":true}");
            }
            if (body.contains("\"slow\"")) {
                return Mono.never();
            }
            return body.contains("\"refuse\"")
                    ? Mono.from(
                            response.header("Content-Type", "application/json")
                                    .sendString(
                                            Mono.just(
                                                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32602,\"message\":\"no city\"}}")))
                    : Mono.from(response.sse()
                            .sendString(Mono.just(
                                    "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\"}\n\nid: 1\ndata: {\"jsonrpc\":\"2.0\",\ndata: \"id\":1,\"result\":{\"content\":[],\"version\":\""
                                            + request.requestHeaders().get("MCP-Protocol-Version") + "\"}}\n\n")));
        });
    }

    private static Mono<Void> json(HttpServerResponse response, String result) {
        return Mono.from(response.header("Content-Type", "application/json")
                .sendString(Mono.just("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + result + "}")));
    }

    @Test
    void theResultComesAsItIs() {
        HttpResponse<String> answer = invoke(
                "reader",
                "{\"tool_name\":\"calculator/exact_calculate\",\"arguments\":{\"operator\":\"add\",\"operands\":[\"1.2\",\"2.3\"],\"precision\":28}}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"structuredContent\"").contains("\"3.5\"");
    }

    @Test
    void aLegacyServerIsAskedInASessionAndInANewOneWhenThatHasEnded() {
        assertThat(invoke("reader", "{\"tool_name\":\"legacy/echo\"}").body())
                .isEqualTo("{\"content\":[],\"version\":\"2025-06-18\"}");

        invoke("reader", "{\"tool_name\":\"legacy/forget\"}");
        SAID.clear();

        assertThat(invoke("reader", "{\"tool_name\":\"legacy/echo\",\"arguments\":{\"n\":1.10e2}}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(SAID).anyMatch(body -> body.contains("\"initialize\""));
        // The digits of the caller, not what they mean.
        assertThat(SAID).anyMatch(body -> body.contains("{\"n\":1.10e2}"));
    }

    @Test
    void aBareNameIsEnoughWhereOneServerHasIt() {
        await().untilAsserted(() -> assertThat(
                        invoke("reader", "{\"tool_name\":\"echo\"}").statusCode())
                .isEqualTo(200));
    }

    @Test
    void aBareNameThatSeveralServersHaveIsAmbiguous() {
        await().untilAsserted(() -> {
            HttpResponse<String> answer = invoke("reader", "{\"tool_name\":\"exact_calculate\"}");
            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.body()).contains("calculator/exact_calculate", "legacy/exact_calculate");
        });
    }

    @Test
    void theGatesStandHereToo() {
        HttpResponse<String> answer = invoke("reader", "{\"tool_name\":\"exact_statistics\"}");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("not_permitted");
        assertThat(invoke("nobody", "{\"tool_name\":\"legacy/echo\"}").statusCode())
                .isEqualTo(403);
    }

    @Test
    void aToolsOwnErrorIsRecordedAndCountedAsOne() {
        HttpResponse<String> answer = invoke("reader", "{\"tool_name\":\"legacy/fail\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"content\":[],\"isError\":true}");
        assertThat(recorded(answer)).isEqualTo("tool_error 200 " + answer.body().length() + " t");
        await().untilAsserted(() -> assertThat(gateway.managed("/metrics"))
                .contains("method=\"tools/call\",outcome=\"tool_error\",server=\"legacy\",tool=\"other\"}"));
    }

    @Test
    void aResultIsRecordedWithItsSizeAndItsFirstByte() {
        HttpResponse<String> answer = invoke("reader", "{\"tool_name\":\"legacy/echo\"}");

        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(recorded(answer)).isEqualTo("ok 200 " + answer.body().length() + " t");
    }

    @Test
    void aCallMayBeAsLargeAsOverMcp() {
        String arguments = "{\"text\":\"" + "x".repeat(300 * 1024) + "\"}";

        assertThat(invoke("reader", "{\"tool_name\":\"legacy/echo\",\"arguments\":" + arguments + "}")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {257, 100_000})
    void aNameIsNoLongerThanOverMcp(int length) {
        HttpResponse<String> answer =
                invoke("reader", "{\"tool_name\":\"legacy/" + "x".repeat(length - "legacy/".length()) + "\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\\\"tool_name\\\" is longer than 256 characters");
    }

    @Test
    void whatTheServerRefusesIsSaid() {
        HttpResponse<String> answer = invoke("reader", "{\"tool_name\":\"legacy/refuse\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("no city").contains("-32602");
    }

    @Test
    void aToolThatIsNotDoneInTimeIsATimeout() {
        assertThat(invoke("reader", "{\"tool_name\":\"legacy/slow\"}").statusCode())
                .isEqualTo(504);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"tool_name\":7}",
                "{\"tool_name\":\"legacy/a\\u0007b\"}",
                "{\"tool_name\":\"legacy/a\\nb\"}",
                "{\"tool_name\":\"a\",\"arguments\":[]}",
                "{\"tool_name\":\"a\",\"tool_name\":\"b\"}",
                "{\"tool_name\":\"a\"} {}",
                "nonsense",
                "{\"tool\":\"a\"}",
            })
    void aBodyThatCannotBeReadIsRefused(String body) {
        assertThat(invoke("reader", body).statusCode()).isEqualTo(400);
    }

    @Test
    void aToolThatIsNotThereIsNotFound() {
        assertThat(invoke("reader", "{\"tool_name\":\"never\"}").statusCode()).isEqualTo(404);
        assertThat(invoke("reader", "{\"tool_name\":\"calculator/never\"}").statusCode())
                .isEqualTo(404);
        assertThat(invoke("reader", "{\"tool_name\":\"never/never\"}").statusCode())
                .isEqualTo(404);
    }

    @Test
    void operatorsSeeWhatAServerSaysOfItsTools() {
        HttpResponse<String> answer = gateway.get(Tokens.of("eve", "boss"), "/admin/tools/legacy?refresh=true");

        assertThat(answer.body()).contains("\"description\":\"says it again\"");
        assertThat(gateway.get(Tokens.of("ada", "reader"), "/admin/tools/legacy")
                        .statusCode())
                .isEqualTo(403);
    }

    private static String recorded(HttpResponse<String> answer) {
        String sql = "SELECT outcome, status, bytes_out, first_byte IS NOT NULL FROM audit.record WHERE request_id = '"
                + UUID.fromString(answer.headers().firstValue("X-Request-ID").orElseThrow()) + "'";
        return await().ignoreExceptions()
                .until(() -> Records.ask(stores, sql), rows -> rows.size() == 1)
                .get(0);
    }

    private static HttpResponse<String> invoke(String role, String body) {
        return gateway.send(gateway.request("/mcp/invoke")
                .header("Authorization", "Bearer " + Tokens.of("ada", role))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }
}
