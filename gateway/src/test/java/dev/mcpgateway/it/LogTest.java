package dev.mcpgateway.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.mcpgateway.stores.junit.Stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The log of a started gateway, read as its operators read it. */
@ExtendWith(OutputCaptureExtension.class)
class LogTest {
    private static final String POLICY = """
            version: 1
            roles: { reader: {} }
            rules: [ { id: all, to: [reader], allow: ["calculator/exact_calculate"] } ]
            """;
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String[] TRACED = {"traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01"};
    private static final String SECRET_ARGUMENT = "31415926535";

    @TempDir
    Path folder;

    private final TestTool calculator = TestTool.calculator();

    @AfterEach
    void stop() {
        calculator.close();
    }

    @Test
    void aRefusalIsOneLineThatNamesRequestTraceAndCaller(CapturedOutput output) {
        try (TestGateway gateway = gateway("--logging.structured.format.console=ecs")) {
            String id = call(gateway, "exact_statistics");

            JsonNode line = only(output, id);
            assertThat(line.at("/log/level").asString()).isEqualTo("INFO");
            assertThat(line.at("/trace/id").asString()).isEqualTo(TRACE);
            assertThat(line.at("/user/id").asString()).isEqualTo("ada");
            assertThat(line.at("/organization/id").asString()).isEqualTo("demo");
            assertThat(line.at("/gen_ai/tool/name").asString()).isEqualTo("exact_statistics");
            assertThat(line.at("/event/reason").asString()).isEqualTo("not_permitted");
            assertThat(line.at("/message").asString()).startsWith("not_permitted: ");
        }
    }

    @Test
    void aFailureIsOneWarningAndAGoodCallIsSilent(CapturedOutput output) {
        try (TestGateway gateway = gateway("--logging.structured.format.console=ecs")) {
            String good = call(gateway, "exact_calculate");
            calculator.close();
            String bad = call(gateway, "exact_calculate");

            assertThat(only(output, bad).at("/log/level").asString()).isEqualTo("WARN");
            assertThat(lines(output, good)).isEmpty();
        }
    }

    @Test
    void bySettingAGoodCallIsALineToo(CapturedOutput output) {
        try (TestGateway gateway = gateway("--logging.structured.format.console=ecs", "--log.every-call=true")) {
            JsonNode line = only(output, call(gateway, "exact_calculate"));

            assertThat(line.at("/event/outcome").asString()).isEqualTo("success");
            assertThat(line.at("/event/duration").asLong()).isPositive();
            assertThat(line.at("/trace/id").asString()).isEqualTo(TRACE);
        }
    }

    @Test
    void anAnswerThatIsBrokenOffIsOneLine(CapturedOutput output) {
        TestTool torn = TestTool.that((request, response) -> request.receive()
                .then(response.sse()
                        .sendString(Flux.just("data: half an ev").concatWith(Flux.never()))
                        .then()));
        String tools = "version: 1\nservers: { calculator: { url: \"" + torn.url()
                + "\", idleTimeout: 200ms, tools: { exact_calculate: {} } } }\n";
        try (TestGateway gateway = new TestGateway(folder, tools, POLICY, new Stores("", ""))) {
            assertThatThrownBy(() -> call(gateway, "exact_calculate")).hasRootCauseInstanceOf(IOException.class);

            await().until(() -> output.getOut().contains("upstream_timeout: "));
        }
        torn.close();
        assertThat(complaints(output)).singleElement().asString().contains("dev.mcpgateway.calls: upstream_timeout: ");
    }

    @Test
    void aBodyThatIsNoHttpIsOneLine(CapturedOutput output) throws IOException {
        try (TestGateway gateway = gateway();
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.getOutputStream()
                    .write(("POST /calculator/mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                    + Tokens.of("ada", "reader")
                                    + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                                    + "no number\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertThat(answer).startsWith("HTTP/1.1 400");
            await().until(() -> output.getOut().contains("parse_error: "));
        }
        assertThat(complaints(output)).isEmpty();
        assertThat(output.getOut().lines().filter(line -> line.contains("dev.mcpgateway.calls: ")))
                .singleElement()
                .asString()
                .contains("http.request.id=");
    }

    /** What is worse than an everyday refusal; warnings of the start are not about a request. */
    private static List<String> complaints(CapturedOutput output) {
        return output.getOut()
                .lines()
                .filter(line -> line.contains(" ERROR ") || line.contains(" WARN "))
                .filter(line -> !line.contains("HV000271") && !line.contains("DefaultSqlScriptExecutor"))
                .toList();
    }

    @Test
    void inDevelopmentALineReadsAsOne(CapturedOutput output) {
        try (TestGateway gateway = gateway()) {
            String id = call(gateway, "exact_statistics");

            await().untilAsserted(() -> assertThat(lines(output, id))
                    .singleElement()
                    .asString()
                    .contains("not_permitted: ")
                    .contains("http.request.id=" + id)
                    .contains("trace.id=" + TRACE)
                    .contains("user.id=ada"));
        }
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "development, , ''",
        "production, , ecs",
        "development, ecs, ecs",
        "production, readable, ''",
        "production, '', ''",
        "production, logstash, logstash",
    })
    void theModeChoosesTheFormatUnlessASettingDoes(String mode, @Nullable String format, String console) {
        StandardEnvironment environment = new StandardEnvironment();
        Map<String, Object> set = new HashMap<>(Map.of("gateway.mode", mode));
        if (format != null) {
            set.put("LOG_FORMAT", format);
        }
        environment.getPropertySources().addFirst(new MapPropertySource("set", set));
        ConfigDataEnvironmentPostProcessor.applyTo(environment);

        assertThat(environment.getProperty("logging.structured.format.console")).isEqualTo(console);
    }

    @Test
    void noLineHoldsATokenOrAnArgument(CapturedOutput output) {
        String token = Tokens.of("ada", "reader");
        try (TestGateway gateway = gateway("--log.every-call=true")) {
            for (String tool : List.of("exact_calculate", "exact_statistics")) {
                gateway.call(token, "/calculator/mcp", tool, arguments());
            }
            gateway.call(token + "x", "/calculator/mcp", "exact_calculate", arguments());
            gateway.post(token, "/calculator/mcp", "{\"" + SECRET_ARGUMENT);

            await().until(() -> output.getOut().contains("unauthenticated"));
            assertThat(output.getAll())
                    .doesNotContain(SECRET_ARGUMENT)
                    .doesNotContain(token.substring(token.lastIndexOf('.')))
                    .doesNotContain(Tokens.SECRET)
                    .doesNotContain(TestTool.SECRET);
        }
    }

    @Test
    void aRefusedResourceIsNotNamed(CapturedOutput output) {
        try (TestGateway gateway = gateway()) {
            String id = gateway.post(
                            Tokens.of("ada", "reader"),
                            "/calculator/mcp",
                            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/read\",\"params\":{\"uri\":\"test://"
                                    + SECRET_ARGUMENT + "\"}}")
                    .headers()
                    .firstValue("X-Request-ID")
                    .orElseThrow();

            await().untilAsserted(() -> assertThat(lines(output, id))
                    .singleElement()
                    .asString()
                    .contains("not_permitted: 'calculator/resources/read'")
                    .doesNotContain(SECRET_ARGUMENT));
        }
    }

    /** The request's id. */
    private static String call(TestGateway gateway, String tool) {
        return gateway.post(
                        Tokens.of("ada", "reader"),
                        "/calculator/mcp",
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                                + "\",\"arguments\":" + arguments() + "}}",
                        TRACED)
                .headers()
                .firstValue("X-Request-ID")
                .orElseThrow();
    }

    private static String arguments() {
        return "{\"operator\":\"add\",\"operands\":[\"" + SECRET_ARGUMENT + "\",\"2.3\"]}";
    }

    private static JsonNode only(CapturedOutput output, String id) {
        return await().until(() -> lines(output, id), lines -> lines.size() == 1).stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .findFirst()
                .orElseThrow();
    }

    /** The lines about a request, but for the audit's, which stands in the log where there is no database. */
    private static List<String> lines(CapturedOutput output, String id) {
        return output.getOut()
                .lines()
                .filter(line -> line.contains(id) && !line.contains("audit " + id))
                .toList();
    }

    private TestGateway gateway(String... more) {
        String tools = "version: 1\nservers: { calculator: { url: \"" + calculator.url()
                + "\", tools: { exact_calculate: {}, exact_statistics: {} } } }\n";
        return new TestGateway(folder, tools, POLICY, new Stores("", ""), more);
    }
}
