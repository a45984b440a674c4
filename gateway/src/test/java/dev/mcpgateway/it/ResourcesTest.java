package dev.mcpgateway.it;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import reactor.core.publisher.Mono;

import dev.mcpgateway.stores.junit.RealStores;
import dev.mcpgateway.stores.junit.Stores;

import static org.assertj.core.api.Assertions.assertThat;

/** Resources by their URI: what may not be read is reached neither by watching it nor by writing it otherwise. */
@RealStores
class ResourcesTest {
    @TempDir
    static Path folder;

    private static TestTool files;
    private static TestGateway gateway;

    @BeforeAll
    static void start(Stores stores) {
        files = TestTool.that((request, response) ->
                request.receive().aggregate().then(Mono.from(response.sse().sendString(Mono.just(": reached\n\n")))));
        gateway = new TestGateway(
                folder,
                "version: 1\nservers: { files: { url: \"" + files.url()
                        + "\", trust: external, tools: { \"*\": {} } } }\n",
                """
                version: 1
                roles: { guest: {} }
                rules: [ { id: open, to: [guest], allow: [ { server: files, resource: "test://open/**" } ] } ]
                """,
                stores);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        files.close();
    }

    @Test
    void whatMayNotBeReadMayNotBeWatched() {
        assertThat(watch("test://open/1")).isEqualTo(": reached\n\n");
        assertThat(watch("test://closed/1")).contains("not_permitted");
        assertThat(watch("test://open/../closed/1")).contains("-32602").contains("segments . and ..");
    }

    /** Which a server may resolve after we have let it in. */
    @ParameterizedTest
    @ValueSource(
            strings = {"test://open/../closed/1", "test://open/%2e%2e/closed/1", "TEST://open/1", "test://open/..\\\\1"
            })
    void noOtherSpellingLeadsThere(String uri) {
        for (String method : List.of("resources/read", "resources/subscribe", "resources/unsubscribe")) {
            assertThat(post(method, "{\"uri\":\"" + uri + "\"}"))
                    .contains("-32602")
                    .contains("a resource's URI must ")
                    .contains("\"id\":1");
        }
        assertThat(post("completion/complete", "{\"ref\":{\"type\":\"ref/resource\",\"uri\":\"" + uri + "\"}}"))
                .contains("-32602");
        assertThat(post("resources/read", "{\"uri\":\"test://open/1\"}")).isEqualTo(": reached\n\n");
    }

    private static String watch(String uri) {
        return send(
                gateway.request(
                        "/files/mcp", "MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "subscriptions/listen"),
                """
                {"jsonrpc":"2.0","id":1,"method":"subscriptions/listen","params":{
                 "notifications":{"resourceSubscriptions":["%s"]},
                 "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",
                          "io.modelcontextprotocol/clientCapabilities":{}}}}""".formatted(uri));
    }

    private static String post(String method, String params) {
        return send(
                gateway.request("/files/mcp"),
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}");
    }

    private static String send(HttpRequest.Builder request, String body) {
        return gateway.send(request.header("Authorization", "Bearer " + Tokens.of("ada", "guest"))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build())
                .body();
    }
}
