package dev.mcpgateway.docgen;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.mcpgateway.server.boot.McpServer;
import dev.mcpgateway.wire.GatewayHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/** The running service, called as the gateway calls it. */
class DocgenServiceTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init") // started before the first test
    private static ConfigurableApplicationContext server;

    @BeforeAll
    static void start() {
        server = McpServer.start(
                DocgenApplication.class,
                "--server.port=0",
                "--TOOL_GATEWAY_SECRET=secret",
                "--docgen.inline-limit=20KB");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<String> send(String method, Map<String, ?> params, String user) throws Exception {
        String body = JSON.writeValueAsString(Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", params));
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://localhost:"
                                + server.getEnvironment().getProperty("local.server.port") + "/mcp"))
                        .timeout(Duration.ofSeconds(60))
                        .header(GatewayHeaders.AUTH, "secret")
                        .header(GatewayHeaders.USER_ID, user)
                        .header(GatewayHeaders.TENANT_ID, "acme")
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json, text/event-stream")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode call(String tool, Map<String, ?> arguments) throws Exception {
        return JSON.readTree(send("tools/call", Map.of("name", tool, "arguments", arguments), "ada")
                        .body())
                .get("result");
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @ParameterizedTest
    @CsvSource({"pdf, %PDF", "docx, PK", "html, <!DOCTYPE"})
    void smallDocumentsComeInsideTheAnswer(String format, String magic) throws Exception {
        JsonNode result =
                call("document_generate", Map.of("content", "# Hello\n\nWorld", "format", format, "title", "T"));

        JsonNode output = result.get("structuredContent");
        byte[] document = Base64.getDecoder()
                .decode(result.get("content").get(1).get("resource").get("blob").asString());
        assertThat(new String(document, 0, magic.length(), StandardCharsets.ISO_8859_1))
                .isEqualTo(magic);
        assertThat(output.get("sha256").asString()).isEqualTo(sha256(document));
        assertThat(output.get("bytes").asInt()).isEqualTo(document.length);
        assertThat(output.get("warnings")).isEmpty();
        assertThat(output.path("pages").asInt(0)).isEqualTo(format.equals("pdf") ? 1 : 0);
    }

    @Test
    void largeDocumentsAreReadBackByTheirCallerAlone() throws Exception {
        JsonNode result = call(
                "document_generate",
                Map.of(
                        "content",
                        Sample.everything().content(),
                        "format",
                        "pdf",
                        "options",
                        Map.of("tableOfContents", true)));

        JsonNode link = result.get("content").get(1);
        String uri = link.get("uri").asString();
        JsonNode mine =
                JSON.readTree(send("resources/read", Map.of("uri", uri), "ada").body());
        JsonNode foreign =
                JSON.readTree(send("resources/read", Map.of("uri", uri), "eve").body());
        assertThat(link.get("type").asString()).isEqualTo("resource_link");
        byte[] document = Base64.getDecoder()
                .decode(mine.get("result").get("contents").get(0).get("blob").asString());
        assertThat(sha256(document))
                .isEqualTo(result.get("structuredContent").get("sha256").asString());
        assertThat(result.get("structuredContent").get("readableUntil").asString())
                .endsWith("Z");
        assertThat(foreign.has("error")).isTrue();
    }

    @Test
    void inspectionTellsWhatWouldHappen() throws Exception {
        JsonNode output = call(
                        "document_inspect",
                        Map.of(
                                "content",
                                "# One\n\nfour words are here\n\n### Deep\n\n![x](https://example.org/x.png) [y](#nowhere) 四\n"))
                .get("structuredContent");

        assertThat(output.get("headings").asInt()).isEqualTo(2);
        assertThat(output.get("words").asInt()).isEqualTo(10);
        assertThat(output.get("outline").get(1).get("anchor").asString()).isEqualTo("deep");
        assertThat(output.get("estimatedPages").asInt()).isEqualTo(1);
        assertThat(output.get("problems").toString())
                .contains("nothing is fetched")
                .contains("#nowhere")
                .contains("skips from level 1 to 3");
    }

    @Test
    void wrongCallsAreToldWhatToChange() throws Exception {
        List<Map<String, ?>> wrong = List.of(
                Map.of("content", "x", "format", "odt"),
                Map.of("content", "", "format", "pdf"),
                Map.of("content", "x", "format", "pdf", "options", Map.of("margins", Map.of("top", 500))),
                Map.of("content", "x", "format", "pdf", "options", Map.of("metadata", Map.of("date", "2026-02-31"))),
                Map.of("content", "> ".repeat(200) + "x", "format", "pdf"));

        for (Map<String, ?> arguments : wrong) {
            JsonNode result = call("document_generate", arguments);
            assertThat(result.get("isError").asBoolean())
                    .as(arguments.toString())
                    .isTrue();
            assertThat(result.get("content").get(0).get("text").asString()).isNotBlank();
        }
    }

    @Test
    void longDocumentsSayHowFarTheyAre() throws Exception {
        String book = "# Chapter\n\nSome words.\n\n".repeat(2_000);

        String stream = send(
                        "tools/call",
                        Map.of(
                                "name", "document_generate",
                                "arguments", Map.of("content", book, "format", "pdf"),
                                "_meta", Map.of("progressToken", "p")),
                        "ada")
                .body();

        assertThat(stream)
                .contains("notifications/progress")
                .contains("setting pages")
                .contains("resource_link");
    }
}
