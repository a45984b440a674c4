package dev.mcpgateway.it;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.mcpgateway.stores.junit.Stores;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code denials: hide}: who may not use a thing cannot tell that it is there. */
class HiddenDenialsTest {
    private static final String TOOLS = """
            version: 1
            servers:
              open:   { url: "%1$s", tools: { "*": {} } }
              listed: { url: "%1$s", tools: { exact_calculate: {}, exact_statistics: {} } }
            """;
    private static final String POLICY = """
            version: 1
            denials: hide
            roles: { reader: {}, auditor: { gateway: [policy.read] } }
            rules:
              - { id: math,     to: [reader], allow: ["open/*", "listed/exact_calculate"] }
              - { id: not-this, to: ["*"],    deny: ["open/exact_statistics"] }
            """;
    private static final String READER = Tokens.of("ada", "reader");

    @TempDir
    static Path folder;

    private static TestTool calculator;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        calculator = TestTool.calculator();
        gateway = new TestGateway(folder, TOOLS.formatted(calculator.url()), POLICY, new Stores("", ""));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        calculator.close();
    }

    /** On the open server the denial is ours and the other answer is the server's own. */
    @ParameterizedTest
    @ValueSource(strings = {"open", "listed"})
    void aToolThatIsDeniedIsAnsweredAsOneThatIsNotThere(String server) {
        HttpResponse<String> denied = call(server, "exact_statistics");
        HttpResponse<String> unknown = call(server, "never_heard_of_it");

        assertThat(denied.body())
                .isEqualTo(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32602,\"message\":\"Unknown tool: exact_statistics\"}}");
        assertThat(denied.body().replace("exact_statistics", "never_heard_of_it"))
                .isEqualTo(unknown.body());
        assertThat(denied.statusCode()).isEqualTo(unknown.statusCode());
        assertThat(headers(denied)).isEqualTo(headers(unknown));
    }

    @ParameterizedTest
    @ValueSource(strings = {"open/", "listed/", ""})
    void soItIsOverRest(String server) {
        HttpResponse<String> denied = invoke(server + "exact_statistics");
        HttpResponse<String> unknown = invoke(server.replace("open", "never") + "never_heard_of_it");

        assertThat(denied.statusCode()).isEqualTo(404);
        assertThat(withoutId(denied).replace("exact_statistics", "never_heard_of_it"))
                .isEqualTo(withoutId(unknown));
        assertThat(headers(denied)).isEqualTo(headers(unknown));
    }

    @Test
    void promptsAndResourcesAreHiddenToo() {
        assertThat(gateway.post(READER, "/listed/mcp", message("prompts/get", "\"name\":\"p\""))
                        .body())
                .contains("-32602")
                .contains("\"Unknown prompt: p\"");
        assertThat(gateway.post(READER, "/listed/mcp", message("resources/read", "\"uri\":\"test://x\""))
                        .body())
                .contains("-32602")
                .contains("\"Resource not found\"")
                .doesNotContain("test://x");
    }

    @Test
    void operatorsAreStillToldWhatItWas() {
        call("open", "exact_statistics");

        assertThat(gateway.managed("/metrics")).contains("reason=\"not_permitted\"");
        assertThat(gateway.get(
                                Tokens.of("eve", "auditor"),
                                "/admin/policy/explain?user=ada&roles=reader&server=open&tool=exact_statistics")
                        .body())
                .contains("\"allowed\":false")
                .contains("not-this");
    }

    private static HttpResponse<String> call(String server, String tool) {
        return gateway.call(READER, "/" + server + "/mcp", tool, "{}");
    }

    private static HttpResponse<String> invoke(String tool) {
        return gateway.send(gateway.request("/mcp/invoke")
                .header("Authorization", "Bearer " + READER)
                .POST(HttpRequest.BodyPublishers.ofString("{\"tool_name\":\"" + tool + "\",\"arguments\":{}}"))
                .build());
    }

    private static String message(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":{" + params + "}}";
    }

    private static String withoutId(HttpResponse<String> answer) {
        return answer.body().replace(answer.headers().firstValue("X-Request-ID").orElseThrow(), "…");
    }

    /** Without what is different in every answer, and in answers of different length. */
    private static Map<String, List<String>> headers(HttpResponse<String> answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.keySet().removeAll(List.of("x-request-id", "content-length"));
        return headers;
    }
}
