package dev.mcpgateway.it;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.mcpgateway.limit.RedisPulse;
import dev.mcpgateway.stores.junit.RealStores;
import dev.mcpgateway.stores.junit.Stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What docs/limits.md shows, tried as it stands there. */
@RealStores
class LimitsPageTest {
    private static final Path PAGE = Path.of("../docs/limits.md");

    @TempDir
    Path folder;

    @Test
    void thePagesLimitsHoldAndTheAnswersAreThoseItShows(Stores stores) throws IOException {
        String page = Files.readString(PAGE);
        try (TestTool tool = TestTool.that((request, response) -> request.receive()
                        .then(response.header("Content-Type", "application/json")
                                .sendString(Mono.just("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}"))
                                .then()));
                TestGateway gateway = new TestGateway(folder, tools(tool), policy(page), stores)) {
            await().until(() -> gateway.context().getBean(RedisPulse.class).isShared());
            String ada = Tokens.of("ada", "reader");

            HttpResponse<String> refused = untilRefused(gateway, ada);
            for (String header : new String[] {"RateLimit-Policy", "RateLimit", "Retry-After"}) {
                String line =
                        header + ": " + refused.headers().firstValue(header).orElseThrow();
                assertThat(withoutTimes(page)).contains(withoutTimes(line));
            }
            assertThat(withoutTimes(page)).contains(withoutTimes(messageOf(refused)));

            String admin = Tokens.of("root", "admin");
            JsonNode all = read(gateway.get(admin, "/admin/limits"));
            String key = all.path("limits").get(0).path("key").asString();
            assertThat(all.path("limits").get(0).path("limit").asString()).isEqualTo("user-docs");
            gateway.send(gateway.request("/admin/limits?key=" + URLEncoder.encode(key, StandardCharsets.UTF_8))
                    .header("Authorization", "Bearer " + admin)
                    .DELETE()
                    .build());
            assertThat(call(gateway, ada).body()).contains("result");
            assertThat(gateway.get(ada, "/me/limits").body())
                    .contains("\"limit\":\"user-docs\"")
                    .contains("\"most\":30");
        }
    }

    private static HttpResponse<String> untilRefused(TestGateway gateway, String token) {
        for (int i = 0; i < 60; i++) {
            HttpResponse<String> answer = call(gateway, token);
            if (answer.body().contains("-31429")) {
                return answer;
            }
        }
        throw new AssertionError("sixty calls at once, and none was refused");
    }

    private static HttpResponse<String> call(TestGateway gateway, String token) {
        return gateway.call(token, "/docs/mcp", "document_generate", "{}");
    }

    private static String messageOf(HttpResponse<String> refused) {
        return read(refused).path("error").path("message").asString();
    }

    private static String withoutTimes(String text) {
        return text.replaceAll("\\d+ ms|(?<=t=|Retry-After: )\\d+", "#");
    }

    private static JsonNode read(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private static String tools(TestTool tool) {
        return """
                version: 1
                servers:
                  calculator: { url: %s, tools: { exact_calculate: {} } }
                  docs: { url: %s, tools: { document_generate: {} } }
                """.formatted(tool.url(), tool.url());
    }

    /** The first block of YAML on the page, with somebody who may call. */
    private static String policy(String page) {
        int begins = page.indexOf("```yaml\n") + "```yaml\n".length();
        return """
                version: 1
                roles: { reader: {}, admin: { gateway: ["*"] } }
                rules: [ { id: all, to: [reader], allow: ["*/*"] } ]
                """ + page.substring(begins, page.indexOf("```", begins));
    }
}
