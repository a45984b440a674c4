package dev.mcpgateway.it;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.mcpgateway.stores.junit.Stores;

import static org.assertj.core.api.Assertions.assertThat;

/** What is turned away at the door: by its headers or its size. No store is needed for that, and none is there. */
class AdmissionTest {
    private static final String POLICY =
            "version: 1\nroles: { reader: {} }\nrules: [ { id: all, to: [reader], allow: [\"calculator/*\"] } ]\n";
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";

    @TempDir
    static Path folder;

    private static TestTool calculator;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        calculator = TestTool.calculator();
        String tools = "version: 1\nservers: { calculator: { url: \"" + calculator.url()
                + "\", tools: { exact_calculate: {} } } }\n";
        gateway = new TestGateway(folder, tools, POLICY, new Stores("", ""), "--gateway.max-body-bytes=4096");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        calculator.close();
    }

    @Test
    void aGoodTokenIsTaken() {
        assertThat(gateway.post(Tokens.of("ada", "reader"), "/calculator/sse", LIST)
                        .statusCode())
                .isEqualTo(200);
        assertThat(gateway.post(
                                Tokens.signed(Tokens.claims("ada", "reader")
                                        .audience("http://localhost/calculator/sse")
                                        .build()),
                                "/calculator/sse",
                                LIST)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aForeignOriginIsRefused() {
        assertThat(gateway.post(Tokens.of("ada", "reader"), "/calculator/sse", LIST, "Origin", "http://evil.example")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void anEndpointTakesPostOnlyAndSaysSo() {
        HttpResponse<String> answer = gateway.get(Tokens.of("ada", "reader"), "/calculator/sse");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void aBodyOverTheLimitIsRefusedWhetherItSaysItsSizeOrNot() {
        String large = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"x\":\"" + "x".repeat(5_000) + "\"}";
        byte[] bytes = large.getBytes(StandardCharsets.UTF_8);

        assertThat(gateway.post(Tokens.of("ada", "reader"), "/calculator/sse", large)
                        .statusCode())
                .isEqualTo(413);
        HttpRequest chunked = gateway.request("/calculator/sse")
                .header("Authorization", "Bearer " + Tokens.of("ada", "reader"))
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)))
                .build();
        assertThat(gateway.send(chunked).statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mcp/invoke", "/admin/policy/explain"})
    void aBodyOverTheLimitIsRefusedOverRestToo(String path) {
        String large = "{\"tool_name\":\"" + "x".repeat(5_000) + "\"}";

        HttpResponse<String> answer = gateway.send(gateway.request(path)
                .header("Authorization", "Bearer " + Tokens.of("ada", "reader"))
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8))))
                .build());

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body())
                .contains("\"reason\":\"payload_too_large\"")
                .contains("the body is larger than 4096 bytes");
    }

    @Test
    void aBodyThatIsNotJsonIsTheStandardsParseError() {
        HttpResponse<String> answer = gateway.post(Tokens.of("ada", "reader"), "/calculator/sse", "{");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("-32700").contains("\"reason\":\"parse_error\"");
    }

    @Test
    void anUnknownMethodIsToldAsEachEraExpects() {
        HttpResponse<String> legacy =
                gateway.post(Tokens.of("ada", "reader"), "/calculator/sse", LIST.replace("tools/list", "no/such"));

        assertThat(legacy.statusCode()).isEqualTo(200);
        assertThat(legacy.body()).contains("-32601").contains("\"id\":1");
    }
}
