package dev.mcpgateway.auth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Caller;
import dev.mcpgateway.config.Plans;
import dev.mcpgateway.meter.Meters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Keys and issuers: where keys come from, when they are asked for again, and whose token each of them proves. */
class AuthenticatorTest {
    private static final String SECRET = "a-secret-of-sixty-four-bytes-that-only-these-tests-know-0123456789";
    private static final String OLD_SECRET = "another-secret-of-sixty-four-bytes-that-was-in-use-until-today-012";
    private static final JWK RSA = rsa("rsa");
    private static final JWK NEXT = rsa("next");
    private static final List<JWK> KEYS =
            List.of(RSA, ec("p256", Curve.P_256), ec("p384", Curve.P_384), ec("p521", Curve.P_521));
    private static final List<String> ALGORITHMS = List.of(
            "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

    @TempDir
    Path folder;

    private volatile Instant now = Instant.parse("2026-11-21T12:00:00Z");
    private final TestIssuer issuer = new TestIssuer(KEYS.toArray(JWK[]::new));
    private final InstantSource clock = () -> now;

    @AfterEach
    void close() {
        issuer.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384",
                "ES512"
            })
    void whatIsAllowedIsTakenAndNothingElse(String allowed) {
        boolean secret = allowed.startsWith("HS");
        Gate gate = gate(settings(secret ? SECRET : "", secret ? "" : issuer.url() + "/keys", List.of(allowed)), "");

        for (String algorithm : ALGORITHMS) {
            String token = token(algorithm);
            if (algorithm.equals(allowed)) {
                assertThat(gate.caller(token).roles()).as(algorithm).containsExactly("reader");
            } else {
                assertThatThrownBy(() -> gate.caller(token)).as(algorithm).isInstanceOf(CallFailure.class);
            }
        }
    }

    @Test
    void unknownKeysMakeUsAskTheIssuerOnceInAWhile() {
        Gate gate = gate(remote(), "");
        gate.caller(token("RS256"));
        int before = issuer.asked();
        tick(Duration.ofSeconds(6));

        for (int i = 0; i < 50; i++) {
            String unknown = TestIssuer.token(NEXT, JWSAlgorithm.RS256, "unknown-" + i, issuer.url(), now);
            assertThatThrownBy(() -> gate.caller(unknown)).hasMessageContaining("signature");
        }

        assertThat(issuer.asked() - before).isEqualTo(1);
    }

    @Test
    void manyTokensAtOnceAskTheIssuerOnce() {
        Gate gate = gate(remote(), "");
        List<String> tokens = Flux.range(0, 50)
                .map(i -> TestIssuer.token(RSA, JWSAlgorithm.RS256, issuer.url(), now.minusSeconds(i)))
                .collectList()
                .blockOptional()
                .orElseThrow();

        Flux.fromIterable(tokens).flatMap(gate::authenticate, 50).then().block(Duration.ofSeconds(20));

        assertThat(issuer.asked()).isEqualTo(1);
    }

    @Test
    void aNewKeyIsFoundWhenItsFirstTokenComes() {
        Gate gate = gate(remote(), "");
        gate.caller(token("RS256"));
        issuer.publish(RSA, NEXT);
        tick(Duration.ofSeconds(6));

        assertThat(gate.caller(TestIssuer.token(NEXT, JWSAlgorithm.RS256, issuer.url(), now))
                        .subject())
                .isEqualTo("ada");
    }

    @Test
    void whileTheIssuerIsAwayItsKeysCountAndTheRestIsToldNothingOfIt() {
        Gate gate = gate(remote(), "");
        gate.caller(token("RS256"));
        issuer.goAway();
        tick(Duration.ofHours(1));

        assertThat(gate.caller(TestIssuer.token(RSA, JWSAlgorithm.RS256, issuer.url(), now))
                        .subject())
                .isEqualTo("ada");
        String unknown = TestIssuer.token(NEXT, JWSAlgorithm.RS256, issuer.url(), now);
        assertThatThrownBy(() -> gate.caller(unknown))
                .hasMessage("the token's signature cannot be verified")
                .cause()
                .hasMessage("the issuer's keys at " + issuer.url()
                        + "/keys cannot be had: java.lang.IllegalStateException: HTTP 503");

        issuer.publish(RSA, NEXT);
        issuer.comeBack();
        tick(Duration.ofSeconds(6));
        assertThat(gate.caller(unknown).subject()).isEqualTo("ada");
    }

    @Test
    void aKeyThatIsTakenBackTakesItsTokensWithIt() {
        Gate gate = gate(remote(), "");
        String token = token("RS256");
        gate.caller(token);
        issuer.publish(NEXT);
        tick(Duration.ofMinutes(5));

        // The next key's token makes us see that the first is gone.
        gate.caller(TestIssuer.token(NEXT, JWSAlgorithm.RS256, issuer.url(), now));

        assertThatThrownBy(() -> gate.caller(token)).hasMessageContaining("signature");
    }

    @Test
    void anIssuersOwnMetadataSaysWhereItsKeysAre() {
        assertThat(gate(settings("", "", List.of("RS256")), "")
                        .caller(token("RS256"))
                        .subject())
                .isEqualTo("ada");
    }

    @Test
    void metadataOfSomebodyElseIsNotBelieved() {
        Gate gate = gate(
                settings("", "", List.of("RS256")),
                "issuers: { %s/liar: { tenants: [\"*\"] } }".formatted(issuer.url()));

        assertThatThrownBy(() -> gate.caller(TestIssuer.token(RSA, JWSAlgorithm.RS256, issuer.url() + "/liar", now)))
                .hasMessageContaining("signature");
    }

    @Test
    void eachIssuerIsProvedByItsOwnKeysAlone() {
        try (TestIssuer second = new TestIssuer(NEXT)) {
            Gate gate = gate(remote(), """
                    issuers:
                      %s: { tenants: [demo], roles: { reader: reader } }
                      %s: { tenants: [demo], roles: { reader: lead }, keys: { jwks: %s/keys } }
                      https://secret.example: { tenants: [acme], keys: { secret: [ { env: NEW }, { env: OLD } ] }, algorithms: [HS512] }
                    """.formatted(issuer.url(), second.url(), second.url()));

            assertThat(gate.caller(token("RS256")).roles()).containsExactly("reader");
            assertThat(gate.caller(TestIssuer.token(NEXT, JWSAlgorithm.RS256, second.url(), now))
                            .roles())
                    .containsExactly("lead");
            for (String secret : List.of(SECRET, OLD_SECRET)) {
                String token = TestIssuer.token(secret, JWSAlgorithm.HS512, "https://secret.example", now);
                assertThatThrownBy(() -> gate.caller(token))
                        .hasMessageContaining("may not speak for the token's tenant");
            }
            List.of(
                            TestIssuer.token(NEXT, JWSAlgorithm.RS256, issuer.url(), now),
                            TestIssuer.token(RSA, JWSAlgorithm.RS256, second.url(), now),
                            TestIssuer.token(RSA, JWSAlgorithm.RS256, "https://secret.example", now),
                            TestIssuer.token(SECRET, JWSAlgorithm.HS256, "https://secret.example", now))
                    .forEach(token ->
                            assertThatThrownBy(() -> gate.caller(token)).isInstanceOf(CallFailure.class));
        }
    }

    @Test
    void twoSecretsCountWhileOneIsRotated() {
        Gate gate = gate(settings(SECRET, "", List.of("HS256")), "");

        assertThat(gate.caller(TestIssuer.token(SECRET, JWSAlgorithm.HS256, issuer.url(), now))
                        .subject())
                .isEqualTo("ada");
        assertThat(gate.caller(TestIssuer.token(OLD_SECRET, JWSAlgorithm.HS256, issuer.url(), now))
                        .subject())
                .isEqualTo("ada");
    }

    @Test
    void aTokenIsRememberedNoLongerThanItMayBeOld() {
        Gate gate = gate(remote(), "");
        String token = token("RS256");
        gate.caller(token);
        tick(Duration.ofMinutes(59));
        assertThat(gate.caller(token).subject()).isEqualTo("ada");

        tick(Duration.ofMinutes(2));

        assertThatThrownBy(() -> gate.caller(token)).hasMessageContaining("too old");
    }

    @Test
    void aPlanThatTakesAnIssuerAwayTakesItsRememberedTokensToo() {
        Gate gate = gate(
                remote(), "issuers: { %s: { tenants: [demo], roles: { reader: reader } } }".formatted(issuer.url()));
        String token = token("RS256");
        gate.caller(token);
        Caller first = gate.caller(token);
        assertThat(gate.caller(token)).isSameAs(first);

        write("issuers: { %s: { tenants: [demo], roles: { reader: lead } } }".formatted(issuer.url()));
        gate.plans.refresh();
        assertThat(gate.caller(token).roles()).containsExactly("lead");

        write("issuers: { https://other.example: { tenants: [demo], roles: { reader: reader } } }");
        gate.plans.refresh();
        assertThatThrownBy(() -> gate.caller(token)).hasMessageContaining("issuer is not known");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keys: {}                                         # say one of 'secret'",
                "keys: { jwks: ftp://x }                          # 'ftp://x' is not a URL",
                "keys: { pem: { env: NOT_PEM } }                  # there is no '-----BEGIN PUBLIC KEY-----'",
                "keys: { pem: { env: PRIVATE_PEM } }              # that is a private key",
                "keys: { secret: { env: SHORT } }                 # at least 32 bytes",
                "keys: { secret: { env: NEW } }, algorithms: [RS256] # RS256 does not go with these keys",
                "keys: { discovery: true }, algorithms: [HS256]   # HS256 does not go with these keys",
                "algorithms: [none]                               # 'none' is not one of HS, RS, PS, ES",
            })
    void keysThatCannotBeMeantAreAMistakeWithItsLine(String line) {
        String[] parts = line.split("#", 2);

        assertThatThrownBy(() -> gate(
                        remote(),
                        "issuers: { https://x.example: { tenants: [demo], roles: { reader: reader }, " + parts[0]
                                + " } }"))
                .hasMessageContaining("policy.yaml:2")
                .hasMessageContaining(parts[1].strip());
    }

    private String token(String algorithm) {
        JWSAlgorithm jws = JWSAlgorithm.parse(algorithm);
        if (algorithm.startsWith("HS")) {
            return TestIssuer.token(SECRET, jws, issuer.url(), now);
        }
        JWK key = switch (algorithm) {
            case "ES256" -> KEYS.get(1);
            case "ES384" -> KEYS.get(2);
            case "ES512" -> KEYS.get(3);
            default -> RSA;
        };
        return TestIssuer.token(key, jws, issuer.url(), now);
    }

    private JwtSettings remote() {
        return settings("", issuer.url() + "/keys", List.of("RS256"));
    }

    private JwtSettings settings(String secret, String jwks, List<String> algorithms) {
        return new JwtSettings(
                secret,
                secret.isEmpty() ? "" : OLD_SECRET,
                "",
                jwks,
                algorithms,
                issuer.url(),
                "mcp-gateway",
                60,
                0,
                "",
                "workspace",
                "roles",
                "api_version",
                List.of());
    }

    private void tick(Duration time) {
        now = now.plus(time);
    }

    private void write(String issuers) {
        try {
            Files.writeString(folder.resolve("tools.yaml"), "version: 1\nservers: {}\n");
            Files.writeString(
                    folder.resolve("policy.yaml"), "version: 1\n" + issuers + "\nroles: { reader: {}, lead: {} }\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Gate gate(JwtSettings settings, String issuers) {
        write(issuers);
        Map<String, String> environment = Map.of(
                "NEW", SECRET,
                "OLD", OLD_SECRET,
                "SHORT", "short",
                "NOT_PEM", "hello",
                "PRIVATE_PEM", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----");
        Plans plans = Plans.from(folder, environment::get, clock);
        TrustedIssuers trusted = new TrustedIssuers(settings, clock, plans);
        return new Gate(plans, trusted, new Authenticator(settings, trusted, clock, new Meters()));
    }

    /** The door as a test knocks at it. */
    private record Gate(Plans plans, TrustedIssuers issuers, Authenticator authenticator) {
        Mono<Caller> authenticate(String token) {
            return authenticator.authenticate(List.of("Bearer " + token), audience -> false, plans.current());
        }

        Caller caller(String token) {
            return authenticate(token).blockOptional(Duration.ofSeconds(20)).orElseThrow();
        }
    }

    private static JWK rsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JWK ec(String id, Curve curve) {
        try {
            return new ECKeyGenerator(curve).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
