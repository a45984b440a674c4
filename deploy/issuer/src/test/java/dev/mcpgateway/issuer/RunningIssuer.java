package dev.mcpgateway.issuer;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.springframework.context.ConfigurableApplicationContext;

import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole issuer on a free port, with a clock that stands still until it is told. */
final class RunningIssuer implements AutoCloseable {
    static final String URL = "http://localhost:8010";
    static final JsonMapper JSON = JsonMapper.builder().build();

    private final AtomicLong seconds =
            new AtomicLong(Instant.parse("2026-11-20T12:00:00Z").getEpochSecond());
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ConfigurableApplicationContext context;

    private RunningIssuer(Path keyFile, List<String> settings) {
        List<String> args = new ArrayList<>(
                List.of("--PORT=0", "--ISSUER_URL=" + URL, "--ISSUER_KEY_FILE=" + keyFile, "--MODE=development"));
        settings.forEach(setting -> args.add("--" + setting));
        context = IssuerApplication.start(this::now, args.toArray(String[]::new));
    }

    static RunningIssuer with(Path keyFile, String... settings) {
        return new RunningIssuer(keyFile, List.of(settings));
    }

    void pass(Duration time) {
        seconds.addAndGet(time.toSeconds());
    }

    Instant now() {
        return Instant.ofEpochSecond(seconds.get());
    }

    int port() {
        return Integer.parseInt(String.valueOf(context.getEnvironment().getProperty("local.server.port")));
    }

    Answer get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    Answer post(String path, String contentType, String body, String... headers) {
        return send(request(path, headers)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Answer mint(String body, String... headers) {
        return post("/token", "application/json", body, headers);
    }

    /** The claims, once the signature was found good with the published keys. */
    JWTClaimsSet verified(String token) throws Exception {
        SignedJWT jwt = SignedJWT.parse(token);
        JWKSet keys = JWKSet.parse(get("/.well-known/jwks.json").body());
        JWK key = keys.getKeyByKeyId(jwt.getHeader().getKeyID());
        JWSVerifier verifier =
                new DefaultJWSVerifierFactory().createJWSVerifier(jwt.getHeader(), ((AsymmetricJWK) key).toPublicKey());
        if (!jwt.verify(verifier)) {
            throw new AssertionError("The signature is not by the published key");
        }
        return jwt.getJWTClaimsSet();
    }

    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
                .timeout(Duration.ofSeconds(20));
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        return builder;
    }

    Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new AssertionError("The issuer did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }

    record Answer(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String body() {
            return response.body();
        }

        JsonNode json() {
            return JSON.readTree(body());
        }

        String text(String field) {
            return json().path(field).asString("");
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }
}
