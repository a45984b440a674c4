package dev.mcpgateway.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.reactivestreams.Publisher;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerResponse;

/** An issuer on a socket: publishes keys, signs tokens, and can be away. */
final class TestIssuer implements AutoCloseable {
    private final DisposableServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile List<JWK> keys;
    private volatile boolean away;

    TestIssuer(JWK... keys) {
        this.keys = List.of(keys);
        this.server = HttpServer.create()
                .host("localhost")
                .port(0)
                .route(routes -> routes.get("/keys", (request, response) -> keys(response))
                        .get(
                                "/.well-known/openid-configuration",
                                (request, response) -> json(
                                        response, "{\"issuer\":\"" + url() + "\",\"jwks_uri\":\"" + url() + "/keys\"}"))
                        .get(
                                "/liar/.well-known/openid-configuration",
                                (request, response) -> json(
                                        response,
                                        "{\"issuer\":\"https://victim.example\",\"jwks_uri\":\"" + url() + "/keys\"}")))
                .bindNow(Duration.ofSeconds(10));
    }

    String url() {
        return "http://localhost:" + server.port();
    }

    /** How often the keys were asked for. */
    int asked() {
        return asked.get();
    }

    void publish(JWK... other) {
        keys = List.of(other);
    }

    void goAway() {
        away = true;
    }

    void comeBack() {
        away = false;
    }

    private Publisher<Void> keys(HttpServerResponse response) {
        asked.incrementAndGet();
        return away
                ? response.status(503).send()
                : json(response, new JWKSet(keys).toPublicJWKSet().toString());
    }

    private static Publisher<Void> json(HttpServerResponse response, String body) {
        return response.header("Content-Type", "application/json").sendString(Mono.just(body));
    }

    static String token(JWK key, JWSAlgorithm algorithm, String issuer, Instant now) {
        return token(key, algorithm, key.getKeyID(), issuer, now);
    }

    static String token(JWK key, JWSAlgorithm algorithm, String kid, String issuer, Instant now) {
        return signed(signer(key), algorithm, kid, issuer, now);
    }

    static String token(String secret, JWSAlgorithm algorithm, String issuer, Instant now) {
        try {
            return signed(new MACSigner(secret), algorithm, "any", issuer, now);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signed(JWSSigner signer, JWSAlgorithm algorithm, String kid, String issuer, Instant now) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience("mcp-gateway")
                .subject("ada")
                .claim("workspace", "demo")
                .claim("roles", List.of("reader"))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofHours(10))))
                .build();
        try {
            SignedJWT jwt =
                    new SignedJWT(new JWSHeader.Builder(algorithm).keyID(kid).build(), claims);
            jwt.sign(signer);
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JWSSigner signer(JWK key) {
        try {
            return key instanceof RSAKey rsa ? new RSASSASigner(rsa) : new ECDSASigner((ECKey) key);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.disposeNow(Duration.ofSeconds(5));
    }
}
