package dev.mcpgateway.it;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import reactor.core.publisher.Mono;

import dev.mcpgateway.stores.junit.RealStores;
import dev.mcpgateway.stores.junit.Stores;

import static org.assertj.core.api.Assertions.assertThat;

/** The example of docs/platform-teams.md, and each predicate once. */
@RealStores
class RoutesTest {
    private static final String ROUTES = """
            spring.cloud.gateway.server.webflux.routes:
              - id: acme-own
                uri: mcp://acme
                predicates:
                  - Path=/calculator/sse,/calculator/mcp
                  - { name: McpCaller, args: { tenant: acme } }
              - id: exact-next
                uri: mcp://next
                predicates:
                  - Path=/calculator/sse,/calculator/mcp
                  - McpTool=exact_*
                  - Weight=exact, 1
              - id: exact-now
                uri: mcp://calculator
                predicates:
                  - Path=/calculator/sse,/calculator/mcp
                  - McpTool=exact_*
                  - Weight=exact, 9
              - id: lists
                uri: mcp://next
                predicates: [ "Path=/calculator/mcp", "McpMethod=*/list" ]
              - id: old
                uri: mcp://acme
                predicates: [ "Path=/calculator/mcp", "McpMethod=ping", "McpVersion=2025-11-*" ]
              - id: elder
                uri: mcp://next
                predicates: [ "Path=/calculator/mcp", "McpMethod=ping", "McpVersion=legacy" ]
            """;

    @TempDir
    static Path folder;

    private static TestTool calculator;
    private static TestTool next;
    private static TestTool acme;
    private static TestGateway gateway;

    @BeforeAll
    static void start(Stores stores) throws IOException {
        calculator = named("calculator");
        next = named("next");
        acme = named("acme");
        Path config = Files.createDirectory(folder.resolve("somebody's routes, again"));
        Files.writeString(config.resolve("routes.yaml"), ROUTES);
        gateway = new TestGateway(config, """
                version: 1
                servers:
                  calculator: { url: "%s", trust: external, tools: { "*": {} } }
                  next: { url: "%s", trust: external, tools: { "*": {} } }
                  acme: { url: "%s", trust: external, tools: { "*": {} } }
                """.formatted(calculator.url(), next.url(), acme.url()), """
                version: 1
                roles: { reader: {} }
                rules: [ { id: all, to: [reader], allow: ["calculator/*"] } ]
                """, stores);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        calculator.close();
        next.close();
        acme.close();
    }

    private static TestTool named(String name) {
        return TestTool.that((request, response) -> response.header("Content-Type", "application/json")
                .sendString(Mono.just("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"by\":\"" + name + "\"}}")));
    }

    @Test
    void aToolsCallsAreSplitNineToOne() {
        int toNext = 0;
        for (int i = 0; i < 300; i++) {
            String body = call("demo", "exact_calculate");
            assertThat(body).containsPattern("\"by\":\"(next|calculator)\"");
            toNext += body.contains("next") ? 1 : 0;
        }

        // 30 expected; a right split falls outside these bounds once in a million runs.
        assertThat(toNext).isBetween(6, 60);
    }

    @Test
    void anotherToolIsNotSplit() {
        for (int i = 0; i < 20; i++) {
            assertThat(call("demo", "convert")).contains("calculator");
        }
    }

    @Test
    void aTenantHasItsOwnServer() {
        for (int i = 0; i < 20; i++) {
            assertThat(call("acme", "exact_calculate")).contains("acme");
        }
    }

    @Test
    void methodAndVersionChooseARoute() {
        assertThat(post("demo", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"prompts/list\"}")
                        .body())
                .contains("next");
        String ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
        assertThat(post("demo", ping, "MCP-Protocol-Version", "2025-11-25").body())
                .contains("acme");
        assertThat(post("demo", ping, "MCP-Protocol-Version", "2025-06-18").body())
                .contains("next");
    }

    @Test
    void theEndpointsOfOlderMcpSayWhereToGo() {
        HttpResponse<String> answer = gateway.get(Tokens.of("ada", "reader"), "/sse");

        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(answer.body()).contains("\"endpoints\":[\"http://localhost/calculator/mcp\"]");
    }

    private static String call(String tenant, String tool) {
        return post(
                        tenant,
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                                + "\"}}")
                .body();
    }

    private static HttpResponse<String> post(String tenant, String body, String... headers) {
        return gateway.post(
                Tokens.signed(Tokens.claims("ada", "reader")
                        .claim("workspace", tenant)
                        .build()),
                "/calculator/mcp",
                body,
                headers);
    }
}
