package dev.mcpgateway.it;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;

import dev.mcpgateway.stores.junit.Stores;

import static org.assertj.core.api.Assertions.assertThat;

/** Every hostile token is a 401 and one line in the log that holds none of it; every good one beside them is let in. */
class HostileTokensTest {
    private static final String POLICY = """
            version: 1
            issuers:
              %s: { tenants: [demo], roles: { "*": same } }
              %s: { tenants: [acme], roles: { reader: reader }, keys: { pem: { env: OTHER_KEYS } }, algorithms: [RS256, PS256, ES256] }
            roles: { reader: {} }
            rules: [ { id: all, to: [reader], allow: ["calculator/*"] } ]
            """.formatted(Tokens.ISSUER, HostileTokens.OTHER_ISSUER);
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
    private static final HostileTokens TOKENS = new HostileTokens();

    @TempDir
    static Path folder;

    private static TestTool calculator;
    private static TestGateway gateway;

    private final Lines logged = new Lines();

    @BeforeAll
    static void start() {
        calculator = TestTool.calculator();
        gateway = new TestGateway(
                folder,
                "version: 1\nservers: { calculator: { url: \"" + calculator.url()
                        + "\", tools: { exact_calculate: {} } } }\n",
                POLICY,
                new Stores("", ""),
                "--OTHER_KEYS=" + TOKENS.pem(),
                "--jwt.max-token-age-minutes=120");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        calculator.close();
    }

    @BeforeEach
    void listen() {
        logged.start();
        root().addAppender(logged);
    }

    @AfterEach
    void listenNoMore() {
        root().detachAppender(logged);
    }

    @TestFactory
    Stream<DynamicTest> aHostileTokenIsRefused() {
        return TOKENS.hostile().entrySet().stream()
                .map(token -> DynamicTest.dynamicTest(
                        token.getKey(), () -> assertRefused(send("Bearer " + token.getValue()), token.getValue())));
    }

    @TestFactory
    Stream<DynamicTest> aGoodTokenIsLetIn() {
        return TOKENS.good().entrySet().stream()
                .map(token -> DynamicTest.dynamicTest(
                        token.getKey(),
                        () -> assertThat(send("Bearer " + token.getValue()).statusCode())
                                .isEqualTo(200)));
    }

    @TestFactory
    Stream<DynamicTest> aGoodTokenInTheWrongPlaceIsRefused() {
        String good = Tokens.of("ada", "reader");
        return Stream.<List<String>>of(
                        List.of(),
                        List.of("Bearer"),
                        List.of("Bearer "),
                        List.of(good),
                        List.of("Basic " + good),
                        List.of("Bearer" + good),
                        List.of("Bearer\t" + good),
                        List.of("Bearer Bearer " + good),
                        List.of("Bearer \"" + good + "\""),
                        List.of("Bearer " + good + ", Bearer " + good),
                        List.of("Bearer " + good, "Bearer " + good),
                        List.of("Basic eDp5", "Bearer " + good))
                .map(headers -> DynamicTest.dynamicTest(
                        headers.toString().replace(good, "<token>"),
                        () -> assertRefused(send(headers.toArray(String[]::new)), good)));
    }

    @Test
    void thereAreEnoughOfThem() {
        assertThat(TOKENS.hostile()).hasSizeGreaterThanOrEqualTo(80);
        assertThat(send("bearer   " + Tokens.of("ada", "reader")).statusCode()).isEqualTo(200);
    }

    private void assertRefused(HttpResponse<String> answer, String token) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
        String id = answer.headers().firstValue("X-Request-ID").orElseThrow();
        List<ILoggingEvent> lines = List.copyOf(logged.lines);
        assertThat(lines.stream().filter(line -> line.getLoggerName().equals("dev.mcpgateway.calls")))
                .singleElement()
                .satisfies(line -> assertThat(text(line)).contains(id, "unauthenticated"));
        // Short pieces are no secret, and may stand in a line by chance.
        assertThat(Arrays.stream(token.split("[. ]")).filter(part -> part.length() > 12))
                .noneMatch(part -> answer.body().contains(part)
                        || lines.stream().anyMatch(line -> text(line).contains(part)));
        logged.lines.clear();
    }

    private static HttpResponse<String> send(String... authorization) {
        HttpRequest.Builder request =
                gateway.request("/calculator/mcp").POST(HttpRequest.BodyPublishers.ofString(LIST));
        for (String header : authorization) {
            request.header("Authorization", header);
        }
        return gateway.send(request.build());
    }

    private static String text(ILoggingEvent line) {
        return line.getFormattedMessage() + line.getKeyValuePairs();
    }

    /** What is logged, from whatever thread. */
    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final List<ILoggingEvent> lines = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent line) {
            lines.add(line);
        }
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    }
}
