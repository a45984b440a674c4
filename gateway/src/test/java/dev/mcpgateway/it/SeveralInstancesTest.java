package dev.mcpgateway.it;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import reactor.core.publisher.Mono;

import dev.mcpgateway.stores.junit.Stores;

import static org.assertj.core.api.Assertions.assertThat;

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

    private TestTool answering(String name) {
        return TestTool.that((request, response) -> request.receive()
                .aggregate()
                .doOnNext(body -> asked.add(name))
                .then(response.header("Content-Type", "application/json")
                        .sendString(Mono.just("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}"))
                        .then()));
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
