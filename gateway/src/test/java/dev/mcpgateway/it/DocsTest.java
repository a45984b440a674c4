package dev.mcpgateway.it;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;

import dev.mcpgateway.stores.junit.RealStores;
import dev.mcpgateway.stores.junit.Stores;

import static org.assertj.core.api.Assertions.assertThat;

/** The page at /docs, and that it tells of everything there is and nothing else. */
@RealStores
class DocsTest {
    /** Not REST that anybody calls: the page itself, and what is gone. */
    private static final Set<String> NOT_TOLD = Set.of(
            "GET /docs",
            "GET /docs/openapi.yaml",
            "GET /docs/swagger-ui.css",
            "GET /docs/swagger-ui-bundle.js",
            "ANY /sse",
            "ANY /messages");

    @TempDir
    static Path folder;

    private static TestGateway gateway;

    @BeforeAll
    static void start(Stores stores) {
        gateway = new TestGateway(
                folder,
                "version: 1\nservers: { docs: { url: \"http://localhost:1/mcp\", trust: external, tools: { a: {} } } }\n",
                "version: 1\nroles: { reader: {} }\nrules: []\n",
                stores);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void thePageNeedsNoTokenAndLoadsFromNowhereElse() {
        assertThat(get("/docs").body()).contains("/docs/openapi.yaml").doesNotContain("http");
        assertThat(get("/docs").headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'none'"));
        assertThat(get("/docs/swagger-ui.css").statusCode()).isEqualTo(200);
        assertThat(get("/docs/swagger-ui-bundle.js").body()).contains("SwaggerUIBundle");
    }

    /** The scope of the document tool lives under the same first segment. */
    @Test
    void theScopeBesideItNeedsAToken() {
        assertThat(get("/docs/mcp").statusCode()).isEqualTo(401);
        assertThat(get("/docs/anything").statusCode()).isEqualTo(401);
    }

    @Test
    void everyEndpointIsToldAndNothingElse() {
        Set<String> there = new TreeSet<>();
        gateway.context()
                .getBean(RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(mapping -> mapping.getPatternsCondition().getPatterns().forEach(pattern -> {
                    String path = pattern.getPatternString().replace(":sse|mcp", "");
                    if (mapping.getMethodsCondition().getMethods().isEmpty()) {
                        there.add("ANY " + path);
                    }
                    mapping.getMethodsCondition().getMethods().forEach(method -> there.add(method + " " + path));
                }));
        there.removeAll(NOT_TOLD);

        assertThat(told()).containsExactlyElementsOf(there);
    }

    private static Set<String> told() {
        Map<String, Map<String, Map<String, Object>>> document =
                new Yaml().load(get("/docs/openapi.yaml").body());
        Set<String> told = new TreeSet<>();
        Objects.requireNonNull(document.get("paths"))
                .forEach((path, methods) ->
                        methods.keySet().forEach(method -> told.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        return told;
    }

    private static HttpResponse<String> get(String path) {
        return gateway.send(HttpRequest.newBuilder(gateway.uri(path)).GET().build());
    }
}
