package dev.mcpgateway.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;

import tools.jackson.databind.JsonNode;

import dev.mcpgateway.server.boot.McpServer;
import dev.mcpgateway.server.json.Json;

import static org.assertj.core.api.Assertions.assertThat;

/** What depends on settings or on a tool of its own; the rest is in the contract. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerTest {
    private final HttpClient client = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init") // started before the first test
    private ConfigurableApplicationContext server;

    @BeforeAll
    void start() {
        server = McpServer.start(
                ProbeApplication.class,
                "--server.port=0",
                "--TOOL_GATEWAY_SECRET=secret",
                "--mcp.server.page-size=2",
                "--mcp.server.pending-notifications=10",
                "--mcp.server.call-timeout=400ms");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private HttpRequest.Builder post(String body) {
        String port = server.getEnvironment().getProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/mcp"))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("X-Gateway-Auth", "secret")
                .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
    }

    private static String message(String method, String params) {
        return "{'jsonrpc':'2.0','id':1,'method':'" + method + "','params':" + params + "}";
    }

    private JsonNode ask(String method, String params) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(
                post(message(method, params))
                        .setHeader("Accept", "application/json")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return Json.MAPPER.readTree(response.body());
    }

    @Test
    void listsComeInPages() throws Exception {
        List<String> names = new ArrayList<>();
        String params = "{}";
        while (!params.isEmpty()) {
            JsonNode result = ask("tools/list", params).path("result");
            result.path("tools").forEach(tool -> names.add(tool.path("name").asString("")));
            assertThat(result.path("tools").size()).isLessThanOrEqualTo(2);
            params = result.has("nextCursor")
                    ? "{'cursor':'" + result.path("nextCursor").asString("") + "'}"
                    : "";
        }

        assertThat(names).containsExactly("broken", "forever", "refusing", "steps", "where", "who");
    }

    @Test
    void aToolThatTakesTooLongIsCancelledAndSaidSo() throws Exception {
        JsonNode answer = ask("tools/call", "{'name':'forever'}");

        assertThat(answer.path("error").path("code").asInt()).isEqualTo(-31504);
        assertThat(answer.path("error").path("data").path("reason").asString(""))
                .isEqualTo("timed_out");
        assertThat(ProbeApplication.FATES.poll(5, TimeUnit.SECONDS)).startsWith("started");
        assertThat(ProbeApplication.FATES.poll(5, TimeUnit.SECONDS)).startsWith("cancelled");
    }

    @Test
    void aRefusalReachesTheModel() throws Exception {
        JsonNode result = ask("tools/call", "{'name':'refusing'}").path("result");

        assertThat(result.path("isError").asBoolean(false)).isTrue();
        assertThat(result.path("content").path(0).path("text").asString("")).isEqualTo("Not on Sundays.");
    }

    /** As the gateway writes what a header cannot hold; what is no such writing stands as it is. */
    @ParameterizedTest
    @CsvSource({
        "ada,                        ada",
        "=?base64?asO8cmdlbg==?=,    jürgen",
        // The literal subject of somebody who would like to be jürgen.
        "=?base64?PT9iYXNlNjQ/YXNPOGNtZGxiZz09Pz0=?=, =?base64?asO8cmdlbg==?=",
        "=?base64?%%%?=,             =?base64?%%%?=",
        "=?base64??=,                =?base64??=",
        "=?base64?=,                 =?base64?=",
        "=?base64?asO8cmdlbg==,      =?base64?asO8cmdlbg==",
        "=?BASE64?asO8cmdlbg==?=,    =?BASE64?asO8cmdlbg==?=",
    })
    void aToolLearnsTheCallersName(String header, String name) throws Exception {
        HttpRequest request = post(message("tools/call", "{'name':'who'}"))
                .setHeader("Accept", "application/json")
                .header("X-User-ID", header)
                .header("X-Tenant-ID", header)
                .build();

        String answer =
                client.send(request, HttpResponse.BodyHandlers.ofString()).body();

        assertThat(Json.MAPPER.readTree(answer).at("/result/content/0/text").asString(""))
                .isEqualTo(name + " of " + name);
    }

    @Test
    void aMirroredArgumentMustAgreeWithItsHeader() throws Exception {
        assertThat(where("west", "west")).isEqualTo(200);
        assertThat(where("west", "east")).isEqualTo(400);
        assertThat(where("west", null)).isEqualTo(400);
        assertThat(where("=?base64?d2VzdA==?=", "west")).isEqualTo(400);
        assertThat(where("west", "=?base64?d2VzdA==?=")).isEqualTo(200);
    }

    private int where(String region, @Nullable String header) throws Exception {
        String meta = "'_meta':{'io.modelcontextprotocol/protocolVersion':'2026-07-28',"
                + "'io.modelcontextprotocol/clientCapabilities':{}}";
        HttpRequest.Builder request = post(message(
                        "tools/call", "{'name':'where','arguments':{'region':'" + region + "'}," + meta + "}"))
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", "tools/call")
                .header("Mcp-Name", "where");
        if (header != null) {
            request.header("Mcp-Param-Region", header);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    @Test
    void resourcesAreNotOfferedWithoutTheirBean() throws Exception {
        assertThat(ask("resources/list", "{}").path("error").path("code").asInt())
                .isEqualTo(-32601);
        assertThat(ask("initialize", "{}").path("result").path("capabilities").has("resources"))
                .isFalse();
    }

    @Test
    void aReaderWhoKeepsUpMissesNoProgress() throws Exception {
        HttpResponse<String> answer = client.send(
                post(message("tools/call", "{'name':'steps','arguments':{'steps':50},'_meta':{'progressToken':7}}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.body().split("notifications/progress", -1)).hasSize(51);
    }

    @Test
    void callsAreCountedByToolAndOutcome() throws Exception {
        ask("tools/call", "{'name':'steps','arguments':{'steps':1}}");
        ask("tools/call", "{'name':'steps','arguments':{'steps':'x'}}");
        ask("tools/call", "{'name':'broken'}");

        String metrics = get("/metrics", "secret");

        assertThat(metrics)
                .contains("mcp_server_calls_seconds_count{outcome=\"answered\",tool=\"steps\"}")
                .contains("mcp_server_calls_seconds_count{outcome=\"refused\",tool=\"steps\"}")
                .contains("mcp_server_calls_seconds_count{outcome=\"failed\",tool=\"broken\"}")
                .contains("jvm_memory_used_bytes");
        assertThat(get("/metrics", "wrong")).contains("unauthenticated").doesNotContain("jvm_memory");
    }

    private String get(String path, String secret) throws Exception {
        String port = server.getEnvironment().getProperty("local.server.port");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("X-Gateway-Auth", secret)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    @Test
    void shutdownLetsACallFinish() throws Exception {
        ConfigurableApplicationContext other =
                McpServer.start(ProbeApplication.class, "--server.port=0", "--TOOL_GATEWAY_SECRET=secret");
        String port = other.getEnvironment().getProperty("local.server.port");
        HttpRequest call = HttpRequest.newBuilder(post("x").build(), (name, value) -> true)
                .uri(URI.create("http://localhost:" + port + "/mcp"))
                .POST(HttpRequest.BodyPublishers.ofString(message(
                                "tools/call",
                                "{'name':'steps','arguments':{'steps':5,'millis':100},'_meta':{'progressToken':7}}")
                        .replace('\'', '"')))
                .build();
        CompletableFuture<HttpResponse<Stream<String>>> pending =
                client.sendAsync(call, HttpResponse.BodyHandlers.ofLines());
        // The first event is there: the call is under way.
        Stream<String> lines = pending.get(5, TimeUnit.SECONDS).body();

        other.close();

        assertThat(lines.toList()).anyMatch(line -> line.contains("\"steps\":5"));
    }
}
