package dev.mcpgateway.it;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.mcpgateway.call.Gate;
import dev.mcpgateway.route.GatesFilter;
import dev.mcpgateway.stores.junit.RealStores;
import dev.mcpgateway.stores.junit.Stores;
import dev.mcpgateway.upstream.Passage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** One call, all the way through real parts and back; and the three ways in which it is refused. */
@RealStores
class ThinSliceTest {
    private static final String POLICY = """
            version: 1
            roles: { reader: {}, admin: { gateway: ["*"] } }
            rules:
              - { id: math, to: [reader], allow: ["calculator/exact_calculate"] }
            limits:
              - { id: user, per: [user], rate: 10/hour, burst: 3 }
            """;
    private static final String SUM = "{\"operator\":\"add\",\"operands\":[\"1.2\",\"2.3\"]}";

    @TempDir
    static Path folder;

    private static TestTool calculator;
    private static TestGateway gateway;
    private static Stores stores;

    @BeforeAll
    static void start(Stores real) {
        stores = real;
        calculator = TestTool.calculator();
        gateway = new TestGateway(folder, tools("exact_calculate: {}, exact_statistics: {}"), POLICY, stores);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        calculator.close();
    }

    @Test
    void aCallComesBackFromTheToolAndIsAudited() {
        HttpResponse<String> answer =
                gateway.call(Tokens.of("ada", "reader"), "/calculator/sse", "exact_calculate", SUM);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"value\":\"3.5\"");
        assertThat(recorded(answer)).isEqualTo("ada demo calculator exact_calculate tools/call math ok null 200");
    }

    @Test
    void theOtherNameOfTheEndpointLeadsToTheSameServer() {
        assertThat(gateway.call(Tokens.of("eve", "reader"), "/calculator/mcp", "exact_calculate", SUM)
                        .body())
                .contains("\"value\":\"3.5\"");
    }

    @Test
    void aModernCallComesBackToo() {
        String body =
                "{\"jsonrpc\":\"2.0\",\"id\":\"m\",\"method\":\"tools/call\",\"params\":{\"name\":\"exact_calculate\","
                        + "\"arguments\":" + SUM
                        + ",\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                        + "\"io.modelcontextprotocol/clientCapabilities\":{}}}}";

        HttpResponse<String> answer = gateway.post(
                Tokens.of("mia", "reader"),
                "/calculator/mcp",
                body,
                "MCP-Protocol-Version",
                "2026-07-28",
                "Mcp-Method",
                "tools/call",
                "Mcp-Name",
                "exact_calculate");

        assertThat(answer.body()).contains("\"value\":\"3.5\"").contains("\"resultType\":\"complete\"");
    }

    @Test
    void aCallWithoutATokenIsRefusedAndAudited() {
        HttpRequest nobody = gateway.request("/calculator/sse")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();

        HttpResponse<String> answer = gateway.send(nobody);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .contains(
                        "Bearer resource_metadata=\"http://localhost/.well-known/oauth-protected-resource/calculator/sse\"");
        assertThat(answer.body()).contains("-31401").contains("\"id\":null");
        assertThat(recorded(answer)).isEqualTo("null null null null null null refused unauthenticated 401");
    }

    @Test
    void aToolThatNoRuleNamesIsRefusedAndAudited() {
        HttpResponse<String> answer =
                gateway.call(Tokens.of("bob", "reader"), "/calculator/sse", "exact_statistics", "{}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"code\":-31403")
                .contains("no rule allows it")
                .contains("\"id\":1");
        assertThat(recorded(answer))
                .isEqualTo("bob demo calculator exact_statistics tools/call null refused not_permitted 200");
    }

    @Test
    void aCallOverTheLimitIsRefusedAndAuditedAndHurtsNobodyElse() {
        String greedy = Tokens.of("greedy", "reader");
        for (int i = 0; i < 3; i++) {
            assertThat(gateway.call(greedy, "/calculator/sse", "exact_calculate", SUM)
                            .body())
                    .contains("3.5");
        }

        HttpResponse<String> answer = gateway.call(greedy, "/calculator/sse", "exact_calculate", SUM);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"code\":-31429")
                .contains("\"limit\":\"user\"")
                .contains("retryAfterMs");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(recorded(answer))
                .isEqualTo("greedy demo calculator exact_calculate tools/call math refused rate_limited 200");
        assertThat(gateway.call(Tokens.of("modest", "reader"), "/calculator/sse", "exact_calculate", SUM)
                        .body())
                .contains("3.5");
    }

    @Test
    void aListDoesNotDrawOnTheLimitOfCalls() {
        String token = Tokens.of("curious", "reader");
        for (int i = 0; i < 5; i++) {
            assertThat(gateway.post(
                                    token,
                                    "/calculator/sse",
                                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}")
                            .body())
                    .contains("exact_calculate");
        }
    }

    @Test
    void bothEntrancesPassTheSameGatesInTheSameOrder() {
        List<Gate> overMcp = gateway.context().getBean(GatesFilter.class).gates();

        assertThat(overMcp)
                .isEqualTo(gateway.context().getBean(Passage.class).gates())
                .isNotEmpty();
    }

    @Test
    void theRegistryFollowsTheFilesAndForgetsNothing() {
        String admin = Tokens.of("root", "admin");
        gateway.write(tools("exact_calculate: {}"), POLICY);
        await().untilAsserted(() -> assertThat(
                        gateway.get(admin, "/admin/tools?active=false").body())
                .contains("exact_statistics"));

        gateway.write(tools("exact_calculate: {}, exact_statistics: {}"), POLICY);
        await().untilAsserted(() -> assertThat(
                        gateway.get(admin, "/admin/tools?active=true").body())
                .contains("exact_statistics"));

        assertThat(Records.ask(
                        stores, "SELECT change FROM registry.tool_version WHERE name = 'exact_statistics' ORDER BY at"))
                .containsExactly("added", "removed", "returned");
    }

    @Test
    void theRegistryIsNotForEverybody() {
        HttpResponse<String> answer = gateway.get(Tokens.of("ada", "reader"), "/admin/tools");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"reason\":\"not_permitted\"").contains("tools.read");
    }

    @Test
    void aPathThatIsNobodysIsNotFoundButOnlyForACaller() {
        assertThat(gateway.get(Tokens.of("ada", "reader"), "/no/such").statusCode())
                .isEqualTo(404);
        assertThat(gateway.send(gateway.request("/no/such").GET().build()).statusCode())
                .isEqualTo(401);
        assertThat(gateway.send(gateway.request("//health").GET().build()).statusCode())
                .isEqualTo(401);
    }

    /** The row of the request that was answered so, once it has arrived; there is exactly one. */
    private static String recorded(HttpResponse<String> answer) {
        String id = answer.headers().firstValue("X-Request-ID").orElseThrow();
        String sql =
                "SELECT user_id, tenant, server, tool_name, method, rule, outcome, reason, status FROM audit.record"
                        + " WHERE request_id = '" + UUID.fromString(id) + "'";
        return await().ignoreExceptions()
                .until(() -> Records.ask(stores, sql), rows -> rows.size() == 1)
                .get(0);
    }

    private static String tools(String tools) {
        return "version: 1\nservers: { calculator: { url: \"" + calculator.url() + "\", tools: { " + tools + " } } }\n";
    }
}
