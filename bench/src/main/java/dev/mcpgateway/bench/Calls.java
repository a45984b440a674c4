package dev.mcpgateway.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import dev.mcpgateway.wire.McpHeaders;
import dev.mcpgateway.wire.McpMethod;
import dev.mcpgateway.wire.MetaKeys;

/**
 * The calls a run makes: the same body under the tokens of many users. They are made once, so that sending one costs
 * the load generator nothing but the write; every contestant gets the same headers, whether it reads them or not.
 */
record Calls(List<String> tokens) {
    static final String ISSUER = "http://bench.invalid";
    static final String AUDIENCE = "mcp-gateway";
    static final String ROLE = "reader";
    static final String TOOL = "exact_calculate";
    static final String SECRET = "a secret of the bench, good for nothing else";

    private static final int BODY_BYTES = 416;
    private static final String VERSION = "2026-07-28";

    static Calls of(int users, Instant now) {
        return new Calls(IntStream.range(0, users)
                .mapToObj(user -> token("user-" + user, now))
                .toList());
    }

    /** One whole HTTP request per token. */
    byte[][] requests(int port, String path) {
        String body = body();
        return tokens.stream()
                .map(token -> request(port, path, token, McpMethod.TOOLS_CALL, Optional.of(TOOL), body))
                .toArray(byte[][]::new);
    }

    /** @param name what the method is about, where it is about one thing */
    static byte[] request(int port, String path, String token, McpMethod method, Optional<String> name, String body) {
        return ("POST " + path + " HTTP/1.1\r\nHost: localhost:" + port
                        + "\r\nAuthorization: Bearer " + token
                        + "\r\nContent-Type: application/json"
                        + "\r\nAccept: application/json, text/event-stream"
                        + "\r\nUser-Agent: bench"
                        + "\r\n" + McpHeaders.PROTOCOL_VERSION + ": " + VERSION
                        + "\r\n" + McpHeaders.METHOD + ": " + method.wire()
                        + name.map(of -> "\r\n" + McpHeaders.NAME + ": " + of).orElse("")
                        + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    static String body() {
        return body(TOOL);
    }

    static String body(String tool) {
        String head = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + McpMethod.TOOLS_CALL.wire() + "\",\"params\":{"
                + meta() + ",\"name\":\"" + tool + "\",\"arguments\":{\"expression\":\"0.1";
        String tail = "\"}}}";
        String term = " + 0.2";
        int room = BODY_BYTES - head.length() - tail.length();
        return head + term.repeat(room / term.length()) + " ".repeat(room % term.length()) + tail;
    }

    /** What every request of this protocol version carries. */
    static String meta() {
        return "\"_meta\":{\"" + MetaKeys.PROTOCOL_VERSION + "\":\"" + VERSION + "\",\""
                + MetaKeys.CLIENT_CAPABILITIES + "\":{},\"" + MetaKeys.CLIENT_INFO
                + "\":{\"name\":\"bench\",\"version\":\"1\"}}";
    }

    private static String token(String user, Instant now) {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder()
                        .issuer(ISSUER)
                        .subject(user)
                        .audience(AUDIENCE)
                        .claim("workspace", "bench")
                        .claim("roles", List.of(ROLE))
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(24 * 3_600)))
                        .build());
        try {
            jwt.sign(new MACSigner(SECRET));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt.serialize();
    }
}
