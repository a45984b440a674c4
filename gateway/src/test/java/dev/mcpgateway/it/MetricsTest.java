package dev.mcpgateway.it;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import dev.mcpgateway.meter.Metric;
import dev.mcpgateway.stores.junit.RealStores;
import dev.mcpgateway.stores.junit.Stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a scraper sees of a started gateway. */
@RealStores
class MetricsTest {
    private static final String POLICY = """
            version: 1
            roles: { reader: {} }
            rules: [ { id: all, to: [reader], allow: ["calculator/*", "streams/*"] } ]
            limits: [ { id: per-user, per: [user], rate: 10/hour, burst: 3 } ]
            """;
    private static final String SUM = "{\"operator\":\"add\",\"operands\":[\"1.2\",\"2.3\"]}";
    private static final String CALL = "method=\"tools/call\"";

    @TempDir
    static Path folder;

    private static final Sinks.One<String> lastEvent = Sinks.one();
    private static TestTool calculator;
    private static TestTool streams;
    private static TestGateway gateway;

    @BeforeAll
    static void start(Stores stores) {
        calculator = TestTool.calculator();
        streams = TestTool.that((request, response) -> response.header("Content-Type", "text/event-stream")
                .sendString(Flux.concat(Mono.just("data: first\n\n"), lastEvent.asMono()), StandardCharsets.UTF_8));
        gateway = new TestGateway(
                folder,
                "version: 1\nservers:\n  calculator: { url: \"" + calculator.url()
                        + "\", tools: { exact_calculate: {}, \"*\": {} } }\n  streams: { url: \"" + streams.url()
                        + "\", tools: { talk: {} } }\n  gone: { url: \"http://localhost:1/mcp\", tools: { a: {} } }\n",
                POLICY,
                stores);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        streams.close();
        calculator.close();
    }

    @Test
    void aCallIsCountedUnderItsServerToolAndOutcome() {
        gateway.call(Tokens.of("ada", "reader"), "/calculator/mcp", "exact_calculate", SUM);

        String series = "{" + CALL + ",outcome=\"ok\",server=\"calculator\",tool=\"exact_calculate\"";
        await().untilAsserted(() -> assertThat(gateway.managed("/metrics"))
                .contains("mcp_gateway_calls_total" + series + "} ")
                .contains("mcp_gateway_call_seconds_bucket" + series + ",le=\"0.001\"} ")
                .contains("mcp_gateway_first_byte_seconds_count" + series + "} ")
                .containsPattern("mcp_gateway_limit_allowed_total [1-9]"));
    }

    @Test
    void anInstanceIsCountedUnderTheStateOfItsBreaker() {
        await().untilAsserted(() -> assertThat(gateway.managed("/metrics"))
                .contains("mcp_gateway_upstream_instances{server=\"calculator\",state=\"closed\"} 1.0")
                .contains("mcp_gateway_upstream_instances{server=\"calculator\",state=\"open\"} 0.0")
                // Nobody is there.
                .contains("mcp_gateway_upstream_instances{server=\"gone\",state=\"open\"} 1.0"));
    }

    @Test
    void aNameThatAClientMadeUpIsNoTag() {
        gateway.call(Tokens.of("eve", "reader"), "/calculator/mcp", "made-up-by-eve", "{}");

        await().untilAsserted(() -> assertThat(gateway.managed("/metrics"))
                .contains("server=\"calculator\",tool=\"other\"")
                .doesNotContain("made-up-by-eve"));
    }

    @Test
    void aRefusalIsCountedUnderItsReasonAndItsLimit() {
        exhaust("greedy");
        gateway.send(gateway.request("/calculator/mcp")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build());

        await().untilAsserted(() -> assertThat(gateway.managed("/metrics"))
                .contains("mcp_gateway_limit_refusals_total{limit=\"per-user\"} ")
                .contains("mcp_gateway_failures_total{reason=\"rate_limited\"} ")
                .contains("mcp_gateway_failures_total{reason=\"unauthenticated\"} ")
                .contains(
                        "mcp_gateway_calls_total{method=\"none\",outcome=\"refused\",server=\"none\",tool=\"none\"} "));
    }

    @Test
    void anOpenStreamIsSeenWhileItIsOpen() {
        Thread reader = new Thread(() -> gateway.call(Tokens.of("sue", "reader"), "/streams/mcp", "talk", "{}"));
        reader.start();

        await().untilAsserted(() -> assertThat(gateway.managed("/metrics"))
                .contains("mcp_gateway_streams_open 1.0")
                .contains("mcp_gateway_upstream_connections{state=\"used\"} 1.0"));
        lastEvent.tryEmitValue("data: last\n\n");
        await().untilAsserted(() -> assertThat(gateway.managed("/metrics")).contains("mcp_gateway_streams_open 0.0"));
    }

    @Test
    void everyMetricThatIsDeclaredIsThere() {
        exhaust("somebody");

        List<String> names = Stream.of(Metric.values()).map(Metric::wire).toList();
        await().untilAsserted(() -> {
            String all = gateway.managed("/metrics");
            assertThat(names).allSatisfy(name -> assertThat(all).contains("\n" + name));
        });
        assertThat(gateway.managed("/metrics"))
                .contains("jvm_memory_used_bytes")
                .contains("process_cpu_usage");
    }

    @Test
    void thePortOfClientsDoesNotServeThem() {
        assertThat(gateway.send(gateway.request("/metrics").GET().build()).statusCode())
                .isEqualTo(401);
        assertThat(gateway.get(Tokens.of("ada", "reader"), "/metrics").statusCode())
                .isEqualTo(404);
    }

    private static void exhaust(String user) {
        for (int i = 0; i < 4; i++) {
            gateway.call(Tokens.of(user, "reader"), "/calculator/mcp", "exact_calculate", SUM);
        }
    }
}
