package dev.mcpgateway.it;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.mcpgateway.stores.junit.RealStores;
import dev.mcpgateway.stores.junit.Stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Every example of the page at /docs, sent as it stands there: what comes back has what the page says it has. */
@RealStores
class DocsExamplesTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ADMIN = Tokens.of("ada", "admin");
    /** An id that the page invents; here it is that of a call that was made. */
    private static final String SOME_REQUEST = "01a1ff30-8f5b-74e7-9055-385497b57f87";
    /** And a bucket. */
    private static final String SOME_BUCKET = "user:demo:ada";

    @TempDir
    static Path folder;

    private static TestTool calculator;
    private static TestGateway gateway;
    private static String request;

    /** An operation of the document with what it says of itself. */
    record Operation(String method, String path, JsonNode says) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @BeforeAll
    static void start(Stores stores) {
        calculator = TestTool.calculator();
        gateway = new TestGateway(folder, """
                version: 1
                servers:
                  calculator:
                    url: %s
                    secret: { env: TOOL_GATEWAY_SHARED_SECRET }
                    tools: { exact_calculate: { payload: {}, categories: [math] } }
                """.formatted(calculator.url()), """
                version: 1
                roles: { reader: {}, admin: { inherits: [reader], gateway: ["*"] } }
                rules: [ { id: math, to: [reader], allow: ["calculator/*"] } ]
                limits: [ { id: user, per: [user], rate: 20/s } ]
                """, stores);
        request = gateway.call(
                        ADMIN,
                        "/calculator/sse",
                        "exact_calculate",
                        "{\"operator\":\"add\",\"operands\":[\"1\",\"2\"]}")
                .headers()
                .firstValue("X-Request-ID")
                .orElseThrow();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        calculator.close();
    }

    static Stream<Operation> operations() {
        JsonNode document = JSON.valueToTree(
                new Yaml().load(gateway.get(ADMIN, "/docs/openapi.yaml").body()));
        return document.get("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .map(operation -> new Operation(
                                operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue())));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anExampleIsAnsweredAsThePageSays(Operation operation) {
        JsonNode told = operation.says().at("/responses/200/content/application~1json/example");
        HttpRequest asked = asked(operation);

        // Records and the registry reach the database a moment after the call.
        await().untilAsserted(() -> {
            HttpResponse<String> answer = gateway.send(asked);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertHas(JSON.readTree(answer.body()), told, "");
        });
    }

    private static HttpRequest asked(Operation operation) {
        String query = parameters(operation, "query")
                .map(parameter -> parameter.get("name").asString() + "="
                        + URLEncoder.encode(example(parameter), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        String path = parameters(operation, "path")
                .reduce(
                        operation.path(),
                        (so, parameter) ->
                                so.replace("{" + parameter.get("name").asString() + "}", example(parameter)),
                        (one, other) -> other);
        JsonNode body = operation.says().at("/requestBody/content/application~1json/example");
        return gateway.request(query.isEmpty() ? path : path + "?" + query)
                .header("Authorization", "Bearer " + ADMIN)
                .method(
                        operation.method(),
                        body.isMissingNode() ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()))
                .build();
    }

    private static Stream<JsonNode> parameters(Operation operation, String in) {
        return operation
                .says()
                .path("parameters")
                .valueStream()
                .filter(parameter -> parameter.get("in").asString().equals(in))
                .filter(parameter -> !parameter.get("example").asString().isEmpty());
    }

    private static String example(JsonNode parameter) {
        String told = parameter.get("example").asString();
        return switch (told) {
            case SOME_REQUEST -> request;
            case SOME_BUCKET -> bucket();
            default -> told;
        };
    }

    private static String bucket() {
        return JSON.readTree(gateway.get(ADMIN, "/me/limits").body())
                .at("/limits/0/key")
                .asString();
    }

    /** Every name with a value of the same kind; of a list its first element. */
    private static void assertHas(JsonNode answer, JsonNode told, String at) {
        assertThat(answer.getNodeType()).as("at '" + at + "' of " + answer).isEqualTo(told.getNodeType());
        told.properties().forEach(entry -> {
            assertThat(answer.has(entry.getKey()))
                    .as("'" + at + "/" + entry.getKey() + "' of " + answer)
                    .isTrue();
            assertHas(answer.get(entry.getKey()), entry.getValue(), at + "/" + entry.getKey());
        });
        if (told.isArray() && !told.isEmpty()) {
            assertThat(answer.isEmpty()).as("'" + at + "' of " + answer).isFalse();
            assertHas(answer.get(0), told.get(0), at + "/0");
        }
    }
}
