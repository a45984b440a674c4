package dev.mcpgateway.it;

import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import reactor.core.publisher.Mono;

import dev.mcpgateway.stores.junit.Stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A call in somebody's trace, as a collector and a tool see it. */
class TracesTest {
    private static final String POLICY = """
            version: 1
            roles: { reader: {} }
            rules: [ { id: all, to: [reader], allow: ["tool/known"] } ]
            """;
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String AGENT = "00f067aa0ba902b7";
    private static final String PARENT = "00-" + TRACE + "-" + AGENT + "-01";
    private static final String HTTP_SPAN = "1111111111111111";
    private static final long SERVER = 2;
    private static final long CLIENT = 3;

    @TempDir
    Path folder;

    private final Queue<String> toldToTool = new ConcurrentLinkedQueue<>();
    private final TestTool tool = TestTool.that((request, response) -> {
        if (request.uri().endsWith("/mcp")) {
            toldToTool.add(request.requestHeaders().get("traceparent", "nothing"));
        }
        return request.receive()
                .then(response.header("Content-Type", "application/json")
                        .sendString(Mono.just("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{}}"))
                        .then());
    });
    private final Collector collector = new Collector();

    @AfterEach
    void stop() {
        collector.close();
        tool.close();
    }

    @Test
    void theCallIsAChildOfItsCallerAndTheToolIsTheChildOfTheCrossing() {
        try (TestGateway gateway = gateway(collector.endpoint())) {
            call(gateway, "known", "", "traceparent", PARENT);

            await().until(() -> collector.spans().size() == 2);
        }
        Collector.Span server = only(SERVER);
        Collector.Span client = only(CLIENT);
        assertThat(server.trace()).isEqualTo(TRACE);
        assertThat(server.parent()).isEqualTo(AGENT);
        assertThat(server.name()).isEqualTo("tools/call known");
        assertThat(server.attributes())
                .containsEntry("mcp.method.name", "tools/call")
                .containsEntry("gen_ai.operation.name", "execute_tool")
                .containsEntry("gen_ai.tool.name", "known")
                .containsEntry("jsonrpc.request.id", "7")
                .containsEntry("mcp_gateway.outcome", "ok")
                .doesNotContainKey("error.type");
        assertThat(client.parent()).isEqualTo(server.id());
        assertThat(toldToTool).containsExactly("00-" + TRACE + "-" + client.id() + "-01");
    }

    @Test
    void whatTheMessageSaysIsNearerThanItsRequest() {
        try (TestGateway gateway = gateway(collector.endpoint())) {
            call(
                    gateway,
                    "known",
                    ",\"_meta\":{\"traceparent\":\"" + PARENT + "\"}",
                    "traceparent",
                    "00-" + TRACE + "-" + HTTP_SPAN + "-01");

            await().until(() -> collector.spans().size() == 2);
        }
        assertThat(only(SERVER).parent()).isEqualTo(AGENT);
        assertThat(only(SERVER).trace()).isEqualTo(TRACE);
    }

    @Test
    void aRefusalIsASpanWithItsReasonAndNoCrossing() {
        try (TestGateway gateway = gateway(collector.endpoint())) {
            call(gateway, "made-up", "", "traceparent", PARENT);

            await().until(() -> collector.spans().size() == 1);
        }
        assertThat(only(SERVER).name()).isEqualTo("tools/call");
        assertThat(only(SERVER).attributes())
                .containsEntry("error.type", "not_permitted")
                .containsEntry("rpc.response.status_code", "-31403");
        assertThat(toldToTool).isEmpty();
    }

    @Test
    void aCollectorThatIsAwayIsNoticedByNoCall() {
        collector.close();
        try (TestGateway gateway = gateway(collector.endpoint())) {
            call(gateway, "known", "", "traceparent", PARENT);

            assertThat(toldToTool).singleElement().asString().startsWith("00-" + TRACE);
        }
    }

    @Test
    void switchedOffItPassesOnWhatItWasToldAndNoMore() {
        try (TestGateway gateway = gateway("")) {
            call(gateway, "known", "", "traceparent", PARENT);
            call(gateway, "known", "");
        }
        assertThat(toldToTool).containsExactly(PARENT, "nothing");
        assertThat(collector.spans()).isEmpty();
    }

    private Collector.Span only(long kind) {
        List<Collector.Span> found =
                collector.spans().stream().filter(span -> span.kind() == kind).toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static void call(TestGateway gateway, String name, String more, String... headers) {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"" + name
                + "\",\"arguments\":{}" + more + "}}";
        assertThat(gateway.post(Tokens.of("ada", "reader"), "/tool/mcp", body, headers)
                        .statusCode())
                .isEqualTo(200);
    }

    private TestGateway gateway(String endpoint) {
        String tools = "version: 1\nservers: { tool: { url: \"" + tool.url() + "\", tools: { known: {} } } }\n";
        return new TestGateway(folder, tools, POLICY, new Stores("", ""), "--trace.endpoint=" + endpoint);
    }
}
