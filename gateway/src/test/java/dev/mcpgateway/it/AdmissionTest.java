package dev.mcpgateway.it;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;

import dev.mcpgateway.stores.junit.Stores;

import static org.assertj.core.api.Assertions.assertThat;

/** What is turned away at the door: by its headers, its token or its size. No store is needed for that, and none is there. */
class AdmissionTest {
    private static final String POLICY =
            "version: 1\nroles: { reader: {} }\nrules: [ { id: all, to: [reader], allow: [\"calculator/*\"] } ]\n";
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";

    @TempDir
    static Path folder;

    private static TestTool calculator;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        calculator = TestTool.calculator();
        String tools = "version: 1\nservers: { calculator: { url: \"" + calculator.url()
                + "\", tools: { exact_calculate: {} } } }\n";
        gateway = new TestGateway(
                folder,
                tools,
                POLICY,
                new Stores("", ""),
                "--gateway.max-body-bytes=4096",
                "--jwt.max-token-age-minutes=120");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        calculator.close();
    }

    static Stream<Arguments> hostileTokens() throws JOSEException {
        Instant now = Instant.now();
        JWTClaimsSet good = Tokens.claims("ada", "reader").build();
        return Stream.of(
                Arguments.of("no JWT", "nonsense"),
                Arguments.of("empty", ""),
                Arguments.of("algorithm none", new PlainJWT(good).serialize()),
                Arguments.of(
                        "signed with another secret",
                        signedWith("another-secret-of-sufficient-length-012345", JWSAlgorithm.HS256, good)),
                Arguments.of(
                        "an algorithm that is not allowed",
                        signedWith(Tokens.SECRET + Tokens.SECRET, JWSAlgorithm.HS512, good)),
                Arguments.of("cut short", Tokens.signed(good).substring(0, 80)),
                Arguments.of("tampered", tampered(Tokens.signed(good))),
                Arguments.of(
                        "expired",
                        Tokens.signed(Tokens.claims("ada")
                                .expirationTime(Date.from(now.minusSeconds(120)))
                                .build())),
                Arguments.of(
                        "without expiry",
                        Tokens.signed(Tokens.claims("ada").expirationTime(null).build())),
                Arguments.of(
                        "not valid yet",
                        Tokens.signed(Tokens.claims("ada")
                                .notBeforeTime(Date.from(now.plusSeconds(600)))
                                .build())),
                Arguments.of(
                        "from the future",
                        Tokens.signed(Tokens.claims("ada")
                                .issueTime(Date.from(now.plusSeconds(600)))
                                .build())),
                Arguments.of(
                        "too old",
                        Tokens.signed(Tokens.claims("ada")
                                .issueTime(Date.from(now.minus(Duration.ofHours(3))))
                                .build())),
                Arguments.of(
                        "of another issuer",
                        Tokens.signed(Tokens.claims("ada")
                                .issuer("http://evil.example")
                                .build())),
                Arguments.of(
                        "for another audience",
                        Tokens.signed(Tokens.claims("ada").audience("other").build())),
                Arguments.of(
                        "without audience",
                        Tokens.signed(Tokens.claims("ada").audience(List.of()).build())),
                Arguments.of(
                        "without subject",
                        Tokens.signed(Tokens.claims("ada").subject(null).build())),
                Arguments.of(
                        "without tenant",
                        Tokens.signed(
                                Tokens.claims("ada").claim("workspace", null).build())),
                Arguments.of(
                        "with a line break in its subject",
                        Tokens.signed(Tokens.claims("ada\r\nX-User-ID: root").build())),
                Arguments.of(
                        "with a subject that is no text",
                        Tokens.signed(Tokens.claims("ada").claim("workspace", 7).build())),
                Arguments.of("of another type", typed("logout+jwt", good)),
                Arguments.of(
                        "huge", Tokens.signed(Tokens.claims("a".repeat(13_000)).build())));
    }

    @ParameterizedTest(name = "a token {0} is refused")
    @MethodSource
    void hostileTokens(String what, String token) {
        HttpResponse<String> answer = gateway.post(token, "/calculator/sse", LIST);

        assertThat(answer.statusCode()).as(what).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
    }

    @Test
    void aGoodTokenIsTaken() {
        assertThat(gateway.post(Tokens.of("ada", "reader"), "/calculator/sse", LIST)
                        .statusCode())
                .isEqualTo(200);
        assertThat(gateway.post(
                                Tokens.signed(Tokens.claims("ada", "reader")
                                        .audience("http://localhost/calculator/sse")
                                        .build()),
                                "/calculator/sse",
                                LIST)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void twoTokensAreOneTooMany() {
        HttpRequest request = gateway.request("/calculator/sse")
                .header("Authorization", "Bearer " + Tokens.of("ada", "reader"))
                .header("Authorization", "Bearer " + Tokens.of("eve", "reader"))
                .POST(HttpRequest.BodyPublishers.ofString(LIST))
                .build();

        assertThat(gateway.send(request).statusCode()).isEqualTo(401);
    }

    @Test
    void aForeignOriginIsRefused() {
        assertThat(gateway.post(Tokens.of("ada", "reader"), "/calculator/sse", LIST, "Origin", "http://evil.example")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void anEndpointTakesPostOnlyAndSaysSo() {
        HttpResponse<String> answer = gateway.get(Tokens.of("ada", "reader"), "/calculator/sse");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void aBodyOverTheLimitIsRefusedWhetherItSaysItsSizeOrNot() {
        String large = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"x\":\"" + "x".repeat(5_000) + "\"}";
        byte[] bytes = large.getBytes(StandardCharsets.UTF_8);

        assertThat(gateway.post(Tokens.of("ada", "reader"), "/calculator/sse", large)
                        .statusCode())
                .isEqualTo(413);
        HttpRequest chunked = gateway.request("/calculator/sse")
                .header("Authorization", "Bearer " + Tokens.of("ada", "reader"))
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)))
                .build();
        assertThat(gateway.send(chunked).statusCode()).isEqualTo(413);
    }

    @Test
    void aBodyThatIsNotJsonIsTheStandardsParseError() {
        HttpResponse<String> answer = gateway.post(Tokens.of("ada", "reader"), "/calculator/sse", "{");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("-32700").contains("\"reason\":\"parse_error\"");
    }

    @Test
    void anUnknownMethodIsToldAsEachEraExpects() {
        HttpResponse<String> legacy =
                gateway.post(Tokens.of("ada", "reader"), "/calculator/sse", LIST.replace("tools/list", "no/such"));

        assertThat(legacy.statusCode()).isEqualTo(200);
        assertThat(legacy.body()).contains("-32601").contains("\"id\":1");
    }

    private static String tampered(String token) {
        String[] parts = token.split("\\.", -1);
        return parts[0] + "." + parts[1].substring(0, parts[1].length() - 4) + "AAAA." + parts[2];
    }

    private static String signedWith(String secret, JWSAlgorithm algorithm, JWTClaimsSet claims) throws JOSEException {
        SignedJWT jwt = new SignedJWT(new JWSHeader(algorithm), claims);
        jwt.sign(new MACSigner(secret));
        return jwt.serialize();
    }

    private static String typed(String type, JWTClaimsSet claims) throws JOSEException {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(new JOSEObjectType(type))
                        .build(),
                claims);
        jwt.sign(new MACSigner(Tokens.SECRET));
        return jwt.serialize();
    }
}
