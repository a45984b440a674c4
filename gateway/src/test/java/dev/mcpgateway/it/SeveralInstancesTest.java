package dev.mcpgateway.it;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Publisher;

import io.netty.handler.codec.http.HttpMethod;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

import dev.mcpgateway.config.Plans;
import dev.mcpgateway.stores.junit.Stores;
import dev.mcpgateway.upstream.Instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** One server that answers in several places. */
class SeveralInstancesTest {
    private static final String POLICY = """
            version: 1
            roles: { reader: {} }
            rules: [ { id: all, to: [reader], allow: ["pair/*"] } ]
            """;

    @TempDir
    Path folder;

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    @Test
    void eachTakesItsTurnAsOftenAsItsWeight() {
        try (TestTool light = answering("light");
                TestTool heavy = answering("heavy");
                TestGateway gateway = gateway(light, heavy)) {
            for (int i = 0; i < 8; i++) {
                gateway.call(Tokens.of("ada", "reader"), "/pair/mcp", "echo", "{}");
            }

            assertThat(asked).containsExactly("heavy", "light", "heavy", "heavy", "heavy", "light", "heavy", "heavy");
        }
    }

    @Test
    void anInstanceThatTakesNoConnectionCostsNoCallAndIsLeftAlone() {
        TestTool gone = answering("gone");
        gone.close();
        try (TestTool there = answering("there");
                TestGateway gateway = gateway(there, gone)) {
            for (int i = 0; i < 40; i++) {
                assertThat(gateway.call(Tokens.of("ada", "reader"), "/pair/mcp", "echo", "{}")
                                .body())
                        .contains("result");
            }

            assertThat(states(gateway)).containsExactlyInAnyOrder("closed", "open");
        }
    }

    @Test
    void aDeadServerIsRefusedAtOnceAndComesBackByItself() {
        // Nothing listens at its port until the second begins.
        TestTool first = answering("first");
        int port = first.port();
        first.close();
        try (TestGateway gateway = alone(port)) {
            await().atMost(Duration.ofSeconds(20)).until(() -> call(gateway).contains("left alone"));

            TestTool again = TestTool.at(port, SeveralInstancesTest::result);
            await().atMost(Duration.ofSeconds(20))
                    .until(() ->
                            call(gateway).contains("result") && states(gateway).equals(List.of("closed")));
            again.close();
        }
    }

    private static String call(TestGateway gateway) {
        return gateway.call(Tokens.of("ada", "reader"), "/pair/mcp", "echo", "{}")
                .body();
    }

    private static List<String> states(TestGateway gateway) {
        return gateway
                .context()
                .getBean(Instances.class)
                .states(gateway.context()
                        .getBean(Plans.class)
                        .current()
                        .servers()
                        .values())
                .stream()
                .map(Instances.State::breaker)
                .toList();
    }

    private TestGateway alone(int port) {
        String tools =
                "version: 1\nservers: { pair: { url: \"http://localhost:" + port + "/mcp\", tools: { echo: {} } } }\n";
        return new TestGateway(folder, tools, POLICY, new Stores("", ""), "--upstream.breaker-rest=300ms");
    }

    private static Publisher<Void> result(HttpServerRequest request, HttpServerResponse response) {
        return request.receive()
                .then(response.header("Content-Type", "application/json")
                        .sendString(Mono.just("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}"))
                        .then());
    }

    private TestTool answering(String name) {
        return TestTool.that((request, response) -> {
            if (request.method().equals(HttpMethod.POST)) {
                asked.add(name);
            }
            return result(request, response);
        });
    }

    private TestGateway gateway(TestTool light, TestTool heavy) {
        String tools = """
                version: 1
                servers:
                  pair:
                    instances: [ { url: "%s" }, { url: "%s", weight: 3 } ]
                    tools: { echo: {} }
                """.formatted(light.url(), heavy.url());
        return new TestGateway(folder, tools, POLICY, new Stores("", ""));
    }
}
