package dev.mcpgateway.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.mcpgateway.limit.RedisPulse;
import dev.mcpgateway.stores.junit.RealStores;
import dev.mcpgateway.stores.junit.Stores;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Limits as callers meet them, and as those see them who set them. */
@RealStores
class LimitsTest {
    private static final String POLICY = """
            version: 1
            roles: { reader: {}, admin: { gateway: [limits.read, limits.reset] } }
            rules: [ { id: all, to: [reader], allow: ["echo/*", "busy/*"] } ]
            limits:
              - { id: user,    per: [user],       rate: 60/hour, burst: 3, for: ["echo/plain"] }
              - { id: lists,   per: [user],       rate: 20/s, methods: [list] }
              - { id: budget,  per: [user],       quota: 10/day, unit: cost, for: ["echo/dear"] }
              - { id: tasks,   per: [user, tool], rate: 60/hour, burst: 2, for: ["busy/*"] }
              - { id: address, per: [address],    rate: 60/hour, burst: 5, before: auth }
            """;

    @TempDir
    static Path folder;

    private static TestTool echo;
    private static TestGateway gateway;

    @BeforeAll
    static void start(Stores stores) {
        echo = TestTool.that((request, response) -> request.receive()
                .then(response.header("Content-Type", "application/json")
                        .sendString(Mono.just("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}"))
                        .then()));
        gateway = new TestGateway(
                folder,
                """
                version: 1
                servers:
                  echo: { url: "%s", tools: { plain: {}, dear: { cost: 4 } } }
                  busy: { url: "%s", tools: { "*": {} } }
                """.formatted(echo.url(), echo.url()),
                POLICY,
                stores,
                "--gateway.trusted-proxies=127.0.0.0/8,::1");
        await().until(() -> gateway.context().getBean(RedisPulse.class).isShared());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        echo.close();
    }

    @Test
    void aRefusalNamesTheLimitAndSaysWhenToComeBack() {
        String ada = Tokens.of("ada", "reader");
        for (int i = 0; i < 3; i++) {
            assertThat(call(ada, "10.1.0." + i, "plain").body()).contains("result");
        }

        HttpResponse<String> refused = call(ada, "10.1.0.9", "plain");

        assertThat(refused.statusCode()).isEqualTo(200);
        JsonNode error = read(refused).path("error");
        assertThat(error.path("code").asInt()).isEqualTo(-31429);
        assertThat(error.path("data").path("limit").asString()).isEqualTo("user");
        assertThat(error.path("data").path("retryAfterMs").asLong()).isBetween(1L, 60_001L);
        assertThat(refused.headers().firstValue("RateLimit-Policy")).contains("\"user\";q=60;w=3600");
        assertThat(refused.headers().firstValue("RateLimit").orElseThrow()).matches("\"user\";r=0;t=\\d+");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void whoCannotCallMayStillLook() {
        String eve = Tokens.of("eve", "reader");
        for (int i = 0; i < 4; i++) {
            call(eve, "10.2.0." + i, "plain");
        }

        HttpResponse<String> list = gateway.post(
                eve,
                "/echo/mcp",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}",
                "X-Forwarded-For",
                "10.2.0.8");

        assertThat(list.body()).doesNotContain("-31429");
    }

    @Test
    void aDearToolUsesItsQuotaUpSooner() {
        String bob = Tokens.of("bob", "reader");

        assertThat(call(bob, "10.3.0.1", "dear").body()).contains("result");
        assertThat(call(bob, "10.3.0.2", "dear").body()).contains("result");
        assertThat(call(bob, "10.3.0.3", "dear").body()).contains("-31429").contains("\"limit\":\"budget\"");
    }

    /** Each id is another, and none is a task: neither Postgres nor a bucket of its own is to be had for that. */
    @Test
    void whoAsksForTasksThatAreNotThereIsLimitedLikeAnyCaller() {
        String mallory = Tokens.of("mallory", "reader");

        assertThat(task(mallory, "10.7.0.1", "guess-1").body()).contains("there is no such task");
        assertThat(task(mallory, "10.7.0.2", "guess-2").body()).contains("there is no such task");
        assertThat(task(mallory, "10.7.0.3", "guess-3").body())
                .contains("-31429")
                .contains("\"limit\":\"tasks\"");
    }

    @Test
    void aFloodFromOneAddressIsTurnedAwayBeforeAnyTokenIsLookedAt() {
        for (int i = 0; i < 5; i++) {
            assertThat(call("nonsense", "2001:db8:1:2::" + i, "plain").statusCode())
                    .isEqualTo(401);
        }

        HttpResponse<String> refused = call("nonsense", "2001:db8:1:2:ffff::1", "plain");
        HttpResponse<String> another = call("nonsense", "2001:db8:1:3::1", "plain");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("\"limit\":\"address\"");
        assertThat(another.statusCode()).isEqualTo(401);
        await().untilAsserted(() -> assertThat(gateway.managed("/metrics"))
                .contains("mcp_gateway_limit_refusals_total{limit=\"address\"} ")
                .doesNotContain("mcp_gateway_limit_refusals_total{limit=\"other\"} "));
    }

    @Test
    void aTokenThatNobodyAskedForIsCountedBeforeItIsLookedAt() {
        for (int i = 0; i < 5; i++) {
            assertThat(open("/health", "10.8.0.1", "nonsense").statusCode()).isEqualTo(200);
        }

        assertThat(open("/health", "10.8.0.1", "nonsense").statusCode()).isEqualTo(429);
        assertThat(open("/health", "10.8.0.1", "").statusCode()).isEqualTo(200);
        // Where it would change nothing, nobody looks at it.
        assertThat(open("/.well-known/oauth-protected-resource", "10.8.0.1", "nonsense")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void whatStandsBeforeOurProxysWordIsNotBelieved() {
        for (int i = 0; i < 5; i++) {
            call("nonsense", "10.9.9." + i + ", 10.4.0.1", "plain");
        }

        assertThat(call("nonsense", "10.9.9.9, 10.4.0.1", "plain").statusCode()).isEqualTo(429);
    }

    @Test
    void aCallerSeesWhatIsLeftAndAnAdminSeesWhoIsNearTheEdgeAndBeginsAgain() {
        String dan = Tokens.of("dan", "reader");
        for (int i = 0; i < 3; i++) {
            call(dan, "10.5.0." + i, "plain");
        }
        JsonNode mine = bucket(gateway.get(dan, "/me/limits"), "user", "dan");
        assertThat(mine.path("most").asInt()).isEqualTo(3);
        assertThat(mine.path("left").asInt()).isZero();
        assertThat(mine.path("fullInMillis").asLong()).isPositive();

        String admin = Tokens.of("root", "admin");
        HttpResponse<String> all = gateway.get(admin, "/admin/limits");
        assertThat(all.body()).contains("this gateway has drawn on").contains("\"shared\":true,\"gateways\":");
        String key = bucket(all, "user", "dan").path("key").asString();
        HttpResponse<String> reset = delete(admin, key);

        assertThat(reset.statusCode()).isEqualTo(200);
        assertThat(call(dan, "10.5.0.9", "plain").body()).contains("result");
        assertThat(delete(admin, "mcp:limit:{none}:such").statusCode()).isEqualTo(404);
        assertThat(gateway.get(dan, "/admin/limits").statusCode()).isEqualTo(403);
    }

    /** The first of two answers comes from Redis's thread, the second at once, while the first still ends. */
    @Test
    void aConnectionIsReadFromAgainAfterTwoRequestsThatCameTogether() throws IOException {
        String kim = Tokens.of("kim", "reader");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(10_000);

            socket.getOutputStream().write((get(kim, "/me/limits") + get(kim, "/admin/limits")).getBytes(US_ASCII));
            String both = readUntil(socket, "403 Forbidden");
            socket.getOutputStream().write(get(kim, "/me").getBytes(US_ASCII));

            assertThat(both).contains("200 OK");
            assertThat(readUntil(socket, "200 OK")).contains("HTTP/1.1 200 OK");
        }
    }

    private static String get(String token, String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 10.6.0.1\r\nAuthorization: Bearer "
                + token + "\r\n\r\n";
    }

    private static String readUntil(Socket socket, String expected) throws IOException {
        StringBuilder read = new StringBuilder();
        byte[] piece = new byte[4_096];
        while (read.indexOf(expected) < 0) {
            int length = socket.getInputStream().read(piece);
            assertThat(length).as("the connection was closed after: %s", read).isPositive();
            read.append(new String(piece, 0, length, US_ASCII));
        }
        return read.toString();
    }

    private static HttpResponse<String> call(String token, String from, String tool) {
        return gateway.post(
                token,
                "/echo/mcp",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                        + "\",\"arguments\":{}}}",
                "X-Forwarded-For",
                from);
    }

    private static HttpResponse<String> open(String path, String from, String token) {
        HttpRequest.Builder request =
                gateway.request(path, "X-Forwarded-For", from).GET();
        return gateway.send((token.isEmpty() ? request : request.header("Authorization", "Bearer " + token)).build());
    }

    private static HttpResponse<String> task(String token, String from, String id) {
        return gateway.post(
                token,
                "/busy/mcp",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tasks/get\",\"params\":{\"taskId\":\"" + id + "\"}}",
                "X-Forwarded-For",
                from);
    }

    private static HttpResponse<String> delete(String token, String key) {
        HttpRequest request = gateway.request("/admin/limits?key=" + URLEncoder.encode(key, StandardCharsets.UTF_8))
                .header("Authorization", "Bearer " + token)
                .DELETE()
                .build();
        return gateway.send(request);
    }

    private static JsonNode bucket(HttpResponse<String> answer, String limit, String user) {
        for (JsonNode bucket : read(answer).path("limits")) {
            if (bucket.path("limit").asString().equals(limit)
                    && bucket.path("user").asString().equals(user)) {
                return bucket;
            }
        }
        throw new AssertionError("no such bucket in " + answer.body());
    }

    private static JsonNode read(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
