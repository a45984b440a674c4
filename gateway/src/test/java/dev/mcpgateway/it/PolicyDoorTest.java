package dev.mcpgateway.it;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.mcpgateway.stores.junit.Stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Policy over HTTP: what it decides by, says of itself, and would say tomorrow. */
class PolicyDoorTest {
    private static final String TOOLS = """
            version: 1
            servers:
              calculator:
                url: %s
                tools: { exact_calculate: { oauthScopes: [] }, exact_statistics: {}, exact_convert_units: {} }
              other:
                url: %s
                oauthScopes: [other]
                tools: { "*": {} }
            """;
    private static final String POLICY = """
            version: 1
            roles: { reader: {}, lead: { inherits: [reader] }, careful: {}, auditor: { gateway: [policy.read] } }
            rules:
              - { id: math, to: [reader], allow: ["calculator/exact_calculate"] }
              - { id: sub,  to: ["*"],    deny: ["calculator/exact_calculate"], when: { args: { /operator: { equals: sub } } } }
              - { id: mean, to: [lead],   allow: ["calculator/exact_statistics"] }
              - { id: bob,  to: [reader], allow: ["other/*"], when: { user: [bob], client: ["cursor/*"] } }
              - id: careful
                to: [careful]
                allow: ["calculator/exact_calculate", { server: calculator, resource: "calc:*" }]
                when: { args: { /operator: { equals: add } } }
            """;

    @TempDir
    static Path folder;

    private static TestTool calculator;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        calculator = TestTool.calculator();
        Files.writeString(
                folder.resolve("policy.next.yaml"),
                POLICY.replace("to: [reader], allow: [\"calc", "to: [lead], allow: [\"calc"));
        gateway = new TestGateway(
                folder, TOOLS.formatted(calculator.url(), calculator.url()), POLICY, new Stores("", ""));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        calculator.close();
    }

    @Test
    void aConditionOnArgumentsDecidesACall() {
        String reader = Tokens.of("ada", "reader");

        assertThat(gateway.call(reader, "/calculator/mcp", "exact_calculate", calculation("add"))
                        .body())
                .contains("3.5");
        assertThat(gateway.call(reader, "/calculator/mcp", "exact_calculate", calculation("sub"))
                        .body())
                .contains("-31403")
                .contains("rule 'sub' denies it");
        assertThat(gateway.call(reader, "/calculator/mcp", "exact_calculate", "{}")
                        .body())
                .contains("-31403")
                .contains("rule 'sub' denies it; it asks about /operator, which must be given");
    }

    /** Which arguments there will be is not known yet, and /me and explain say the same. */
    @Test
    void whoMayCallWithSomeArgumentsOnlyCanOpenAndLook() {
        String careful = Tokens.of("ada", "careful");

        assertThat(gateway.call(careful, "/calculator/mcp", "exact_calculate", "{}")
                        .body())
                .contains("-31403");
        assertThat(gateway.call(careful, "/calculator/mcp", "exact_calculate", calculation("mul"))
                        .body())
                .contains("-31403");
        assertThat(ask(careful, "resources/read", "{\"uri\":\"calc:1\"}")).contains("-31403");
        assertThat(ask(careful, "initialize", "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{}}"))
                .contains("\"serverInfo\"");
        assertThat(ask(careful, "ping", "{}")).contains("\"result\":{}");
        assertThat(ask(careful, "tools/list", "{}")).contains("exact_calculate").doesNotContain("exact_statistics");
        assertThat(gateway.call(careful, "/calculator/mcp", "exact_calculate", calculation("add"))
                        .body())
                .contains("3.5");
        assertThat(gateway.get(careful, "/me").body()).contains("\"tools\":[\"exact_calculate\"]");
        assertThat(gateway.get(
                                Tokens.of("eve", "auditor"),
                                "/admin/policy/explain?roles=careful&server=calculator&method=tools/list")
                        .body())
                .contains("\"allowed\":true");
    }

    @Test
    void aRefusalSaysWhatWouldBeNeeded() {
        assertThat(gateway.call(Tokens.of("ada", "reader"), "/calculator/mcp", "exact_statistics", "{}")
                        .body())
                .contains("rule 'mean' would allow it with the role lead");
    }

    @Test
    void anExplanationNamesTheRuleAndItsLine() {
        HttpResponse<String> answer = gateway.get(
                Tokens.of("eve", "auditor"),
                "/admin/policy/explain?user=ada&roles=lead&server=calculator&tool=exact_statistics");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"allowed\":true")
                .contains("\"rule\":{\"id\":\"mean\",\"at\":\"policy.yaml:6\",\"effect\":\"allow\"}")
                .contains("\"needed\":[]");
    }

    @Test
    void anExplanationOfARefusalSaysWhatEachRuleLacks() {
        assertThat(gateway.get(
                                Tokens.of("eve", "auditor"),
                                "/admin/policy/explain?user=ada&roles=reader&server=other&tool=anything")
                        .body())
                .contains("\"allowed\":false")
                .contains("rule 'bob' would allow it with another user and the client cursor/*")
                .contains("\"oauthScopes\":[\"other\"]");
    }

    @Test
    void anExplanationTakesArgumentsInItsBody() {
        String question =
                "{\"user\":\"ada\",\"roles\":[\"reader\"],\"server\":\"calculator\",\"tool\":\"exact_calculate\","
                        + "\"arguments\":" + calculation("sub") + "}";

        assertThat(gateway.post(Tokens.of("eve", "auditor"), "/admin/policy/explain", question)
                        .body())
                .contains("\"allowed\":false")
                .contains("\"id\":\"sub\"");
    }

    @Test
    void anExplanationTakesAsManyArgumentsAsACall() {
        String question = "{\"server\":\"calculator\",\"tool\":\"exact_calculate\",\"arguments\":{\"x\":\""
                + "x".repeat(300 * 1024) + "\"}}";

        assertThat(gateway.post(Tokens.of("eve", "auditor"), "/admin/policy/explain", question)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aQuestionThatIsNoneIsTold() {
        String auditor = Tokens.of("eve", "auditor");

        assertThat(gateway.get(auditor, "/admin/policy/explain?server=calculator&resource=calc:a/../b")
                        .body())
                .contains("'resource' must not hold the segments . and ..");

        assertThat(gateway.get(auditor, "/admin/policy/explain?server=calculater&tool=x")
                        .body())
                .contains("'server' must be one of calculator, other");
        assertThat(gateway.get(auditor, "/admin/policy/explain?server=calculator")
                        .body())
                .contains("say one of 'tool'");
        assertThat(gateway.get(auditor, "/admin/policy/explain?server=calculator&tool=x&roles=boss")
                        .body())
                .contains("policy.yaml has no role 'boss'");
        assertThat(gateway.get(auditor, "/admin/policy/explain?server=calculator&tol=x")
                        .body())
                .contains("'tol' is not asked for");
        assertThat(gateway.post(auditor, "/admin/policy/explain", "[]").statusCode())
                .isEqualTo(400);
        assertThat(gateway.post(auditor, "/admin/policy/explain", "{").statusCode())
                .isEqualTo(400);
    }

    @Test
    void policyIsNotForEverybody() {
        assertThat(gateway.get(Tokens.of("ada", "reader"), "/admin/policy/explain?server=calculator&tool=x")
                        .statusCode())
                .isEqualTo(403);
        assertThat(gateway.get(Tokens.of("ada", "reader"), "/admin/policy/next").statusCode())
                .isEqualTo(403);
    }

    @Test
    void everybodyMayAskWhoTheyAre() {
        assertThat(gateway.get(Tokens.of("bob", "reader", "unheard"), "/me").body())
                .contains("\"user\":\"bob\"", "\"tenant\":\"demo\"", "\"roles\":[\"reader\"]")
                .contains(
                        "\"server\":\"calculator\",\"url\":\"http://localhost/calculator/mcp\",\"tools\":[\"exact_calculate\"]")
                .doesNotContain("other");
        assertThat(gateway.get(Tokens.of("bob", "reader"), "/me?client=cursor/1")
                        .body())
                .contains("\"server\":\"other\"")
                .contains("\"offersMore\":true");
        assertThat(gateway.send(HttpRequest.newBuilder(gateway.uri("/me")).build())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void theCandidateIsComparedAndDecidesNothing() {
        String user = "shadowed";

        HttpResponse<String> answer =
                gateway.call(Tokens.of(user, "reader"), "/calculator/mcp", "exact_calculate", calculation("add"));

        assertThat(answer.body()).contains("3.5");
        String id = answer.headers().firstValue("X-Request-ID").orElseThrow();
        await().untilAsserted(() -> assertThat(gateway.get(Tokens.of("eve", "auditor"), "/admin/policy/next")
                        .body())
                .contains("\"loaded\":true")
                .contains("\"requestId\":\"" + id + "\",\"tenant\":\"demo\",\"user\":\"shadowed\","
                        + "\"target\":\"calculator/exact_calculate\",\"would\":\"refuse\""));
    }

    private static String ask(String token, String method, String params) {
        return gateway.post(
                        token,
                        "/calculator/mcp",
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}")
                .body();
    }

    private static String calculation(String operator) {
        return "{\"operator\":\"" + operator + "\",\"operands\":[\"1.2\",\"2.3\"]}";
    }
}
