package dev.mcpgateway.it;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.netty.handler.codec.http.HttpHeaders;
import reactor.core.publisher.Mono;

import dev.mcpgateway.stores.junit.Stores;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/** What tools believe comes from us alone, byte by byte as a client could write it. */
class TrustTest {
    private static final BlockingQueue<HttpHeaders> RECEIVED = new LinkedBlockingQueue<>();

    @TempDir
    static Path folder;

    private static TestTool tool;
    private static TestTool calculator;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        tool = TestTool.that((request, response) -> request.receive()
                .aggregate()
                .asString()
                .flatMap(body -> {
                    // The gateway also asks by itself how a server is and what it offers.
                    if (body.contains("tools/call")) {
                        RECEIVED.add(request.requestHeaders().copy());
                    }
                    return Mono.from(response.header("Content-Type", "application/json")
                            .sendString(Mono.just("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}")));
                }));
        calculator = TestTool.calculator();
        gateway = new TestGateway(
                folder,
                """
                version: 1
                servers:
                  ours: { url: %s, secret: { env: OURS }, tools: { "*": {} } }
                  theirs: { url: %s, trust: external, tools: { "*": {} } }
                  calculator: { url: %s, secret: { env: OURS }, tools: { exact_calculate: {} } }
                """.formatted(tool.url(), tool.url(), calculator.url()),
                """
                version: 1
                roles: { reader: {} }
                rules: [ { id: all, to: [reader], allow: ["*/*"] } ]
                """,
                new Stores("", ""),
                "--OURS=the-secret-of-another-tool-than-the-calculator");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        calculator.close();
        tool.close();
    }

    @BeforeEach
    void forget() {
        RECEIVED.clear();
    }

    @Test
    void whatAClientNamesInItsConnectionHeaderTakesNothingAway() throws IOException, InterruptedException {
        send("/ours/mcp", "Connection: close, X-Gateway-Auth, X-User-ID, X-Tenant-ID, X-Request-ID, Content-Type");

        HttpHeaders seen = received();
        assertThat(seen.getAll("X-Gateway-Auth")).containsExactly("the-secret-of-another-tool-than-the-calculator");
        assertThat(seen.getAll("X-User-ID")).containsExactly("ada");
        assertThat(seen.getAll("X-Tenant-ID")).containsExactly("demo");
        assertThat(seen.getAll("X-Request-ID")).hasSize(1);
    }

    @Test
    void noSpellingOfOurHeadersPasses() throws IOException, InterruptedException {
        send(
                "/ours/mcp",
                "X-Gateway-Auth: guessed",
                "x-gateway-auth: guessed",
                "X_Gateway_Auth: guessed",
                "X-Gateway_Auth: guessed",
                "X-USER-ID: root",
                "X_User_ID: root",
                "X.User.ID: root",
                "X-User-Id: root",
                "X_Tenant_ID: other",
                "Proxy-Authorization: Bearer x",
                "Authorization_: Bearer x",
                "Forwarded: for=1.2.3.4",
                "X-Original-URL: /admin",
                "Connection: close");

        HttpHeaders seen = received();
        assertThat(seen.names().stream().map(name -> name.toLowerCase(Locale.ROOT)))
                .doesNotContain("authorization", "proxy-authorization", "authorization_", "forwarded", "x-original-url")
                .noneMatch(name -> name.contains("_") || name.startsWith("x."));
        assertThat(seen.getAll("X-Gateway-Auth")).doesNotContain("guessed").hasSize(1);
        assertThat(seen.getAll("X-User-ID")).containsExactly("ada");
        assertThat(seen.getAll("X-Tenant-ID")).containsExactly("demo");
    }

    @Test
    void aServerOfSomebodyElseGetsNeitherSecretNorIdentityNorWhatAClientPretends()
            throws IOException, InterruptedException {
        send("/theirs/mcp", "X-Gateway-Auth: guessed", "X-User-ID: root", "X_User_ID: root", "Connection: close");

        assertThat(received().names().stream().map(name -> name.toLowerCase(Locale.ROOT)))
                .noneMatch(name -> name.contains("gateway") || name.contains("user-id") || name.contains("user_id"))
                .noneMatch(name -> name.contains("tenant") || name.equals("authorization"));
    }

    /** One is called jürgen; the other has a name that looks like how a header says so. */
    @Test
    void noTwoCallersAreToldByTheSameValue() throws InterruptedException {
        assertThat(userTold("jürgen")).isEqualTo("=?base64?asO8cmdlbg==?=");
        assertThat(userTold("=?base64?asO8cmdlbg==?=")).isEqualTo("=?base64?PT9iYXNlNjQ/YXNPOGNtZGxiZz09Pz0=?=");
        assertThat(userTold("=?utf-8?q?ada?=")).isEqualTo("=?utf-8?q?ada?=");
    }

    private static String userTold(String subject) throws InterruptedException {
        assertThat(gateway.call(Tokens.of(subject, "reader"), "/ours/mcp", "x", "{}")
                        .statusCode())
                .isEqualTo(200);
        return received().get("X-User-ID");
    }

    @Test
    void aToolRefusesTheSecretOfAnother() {
        assertThat(gateway.call(Tokens.of("ada", "reader"), "/calculator/mcp", "exact_calculate", "{}")
                        .body())
                .contains("\"reason\":\"upstream_invalid\"");
    }

    private static void send(String path, String... headers) throws IOException {
        String body =
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"x\",\"arguments\":{}}}";
        String request = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Accept: application/json, text/event-stream\r\nAuthorization: Bearer " + Tokens.of("ada", "reader")
                + "\r\nContent-Length: " + body.length() + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n" + body;
        try (Socket socket = new Socket("localhost", gateway.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200");
        }
    }

    private static HttpHeaders received() throws InterruptedException {
        return requireNonNull(RECEIVED.poll(20, TimeUnit.SECONDS));
    }
}
