package dev.mcpgateway.it;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.netty.handler.codec.http.HttpMethod;
import reactor.core.publisher.Mono;

import dev.mcpgateway.stores.junit.Stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a gateway says of itself and of what it depends on. */
class HealthTest {
    private static final String POLICY = """
            version: 1
            roles: { reader: {}, watcher: { gateway: ["health.read"] } }
            rules: [ { id: all, to: [reader], allow: ["tool/*"] } ]
            """;

    @TempDir
    Path folder;

    private final AtomicInteger asked = new AtomicInteger();
    private final TestTool tool = TestTool.that((request, response) -> {
        // The gateway also asks, by POST, what the server offers.
        if (HttpMethod.GET.equals(request.method())) {
            asked.incrementAndGet();
        }
        return response.status(404).send(Mono.empty());
    });

    @AfterEach
    void stop() {
        tool.close();
    }

    @Test
    void eachDependencyIsASentenceWithStateAndLatency() {
        try (TestGateway gateway = gateway()) {
            await().untilAsserted(() -> assertThat(gateway.managed("/health"))
                    .contains("\"status\":\"up\"")
                    .contains("\"server/tool\":{\"state\":\"up\",\"says\":\"The server answers.\",\"latencyMs\":")
                    .contains("\"postgres\":{\"state\":\"off\"")
                    .contains("\"redis\":{\"state\":\"off\"")
                    .contains("\"issuer-keys\":{\"state\":\"up\"")
                    .contains("\"audit\":{\"state\":\"up\""));
        }
    }

    @Test
    void aServerThatIsAwayDegradesAndDoesNotKill() {
        try (TestGateway gateway = gateway()) {
            await().until(() -> gateway.managed("/health").contains("\"status\":\"up\""));
            tool.close();

            await().untilAsserted(() -> assertThat(gateway.managed("/health"))
                    .contains("\"status\":\"degraded\"")
                    .contains("The server does not answer"));
            assertThat(get(gateway, "/health/ready").statusCode()).isEqualTo(200);
            assertThat(get(gateway, "/health/live").statusCode()).isEqualTo(200);
            assertThat(gateway.managed("/metrics"))
                    .contains("mcp_gateway_dependency_up{dependency=\"server/tool\"} 0.0");
        }
    }

    @Test
    void withoutTheIssuersKeysItIsAliveAndNotReady() {
        try (TestGateway gateway = gateway(
                "--jwt.secret-key=", "--jwt.jwks-url=http://localhost:1/jwks", "--jwt.allowed-algorithms=RS256")) {
            await().untilAsserted(() -> assertThat(gateway.managed("/health"))
                    .contains("\"status\":\"down\"")
                    .contains("none of its tokens can be verified"));
            assertThat(get(gateway, "/health/ready").statusCode()).isEqualTo(503);
            assertThat(get(gateway, "/health/live").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void detailsNeedARole() {
        try (TestGateway gateway = gateway()) {
            await().until(() -> get(gateway, "/health").body().equals("{\"status\":\"up\"}"));

            assertThat(gateway.get(Tokens.of("ada", "reader"), "/health").body())
                    .isEqualTo("{\"status\":\"up\"}");
            assertThat(gateway.get("no token at all", "/health").body()).isEqualTo("{\"status\":\"up\"}");
            assertThat(gateway.get(Tokens.of("sre", "watcher"), "/health").body())
                    .contains("\"server/tool\"");
        }
    }

    @Test
    void askingForHealthAsksNobodyElse() {
        try (TestGateway gateway = gateway("--health.every=1h")) {
            await().until(() -> get(gateway, "/health/ready").statusCode() == 200);
            int before = asked.get();

            for (int i = 0; i < 20; i++) {
                gateway.managed("/health");
            }

            assertThat(asked.get()).isEqualTo(before).isEqualTo(1);
        }
    }

    private static HttpResponse<String> get(TestGateway gateway, String path) {
        return gateway.send(gateway.request(path).GET().build());
    }

    private TestGateway gateway(String... more) {
        String tools = "version: 1\nservers: { tool: { url: \"" + tool.url() + "\", tools: { any: {} } } }\n";
        return new TestGateway(folder, tools, POLICY, new Stores("", ""), more);
    }
}
