package dev.mcpgateway.auth;

import java.io.IOException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import dev.mcpgateway.bench.micro.Sample;
import dev.mcpgateway.call.Caller;
import dev.mcpgateway.config.Plan;
import dev.mcpgateway.config.Plans;
import dev.mcpgateway.meter.Meters;

/**
 * Whose token is this? Once remembered, and once verified each time. A token whose time is over, but by less than clocks
 * may differ, is good and not remembered: so the same one can be verified again and again.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TokenCheck {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String ISSUER = "http://bench.invalid";
    private static final String SECRET = "a secret of the bench, good for nothing else";
    private static final Duration LATE = Duration.ofSeconds(10);
    private static final int RSA_BITS = 2048;
    private static final int EC_BITS = 256;

    private final InstantSource clock = InstantSource.fixed(NOW);
    private Plan plan;
    private Authenticator bySecret;
    private Authenticator byPublicKey;
    private List<String> remembered;
    private List<String> verifiedHs256;
    private List<String> verifiedRs256;
    private List<String> verifiedEs256;

    @Setup
    public void sign() throws IOException, JOSEException, NoSuchAlgorithmException {
        Plans plans = Sample.plans("rules: []\n", clock);
        plan = plans.current();
        KeyPair rsa = pair("RSA", RSA_BITS);
        KeyPair ec = pair("EC", EC_BITS);
        bySecret = authenticator(plans, SECRET, "", List.of("HS256"));
        byPublicKey = authenticator(plans, "", pem(rsa.getPublic()) + pem(ec.getPublic()), List.of("RS256", "ES256"));
        JWSSigner secret = new MACSigner(SECRET);
        remembered = token(JWSAlgorithm.HS256, secret, NOW.plusSeconds(3_600));
        verifiedHs256 = token(JWSAlgorithm.HS256, secret, NOW.minus(LATE));
        verifiedRs256 = token(JWSAlgorithm.RS256, new RSASSASigner(rsa.getPrivate()), NOW.minus(LATE));
        verifiedEs256 = token(
                JWSAlgorithm.ES256,
                new ECDSASigner((java.security.interfaces.ECPrivateKey) ec.getPrivate()),
                NOW.minus(LATE));
    }

    @Benchmark
    public Caller remembered() {
        return caller(bySecret, remembered);
    }

    @Benchmark
    public Caller verifiedHs256() {
        return caller(bySecret, verifiedHs256);
    }

    @Benchmark
    public Caller verifiedRs256() {
        return caller(byPublicKey, verifiedRs256);
    }

    @Benchmark
    public Caller verifiedEs256() {
        return caller(byPublicKey, verifiedEs256);
    }

    private Caller caller(Authenticator authenticator, List<String> token) {
        return authenticator
                .authenticate(token, audience -> false, plan)
                .blockOptional()
                .orElseThrow();
    }

    private Authenticator authenticator(Plans plans, String secret, String pem, List<String> algorithms) {
        JwtSettings settings = new JwtSettings(
                secret,
                "",
                pem,
                "",
                algorithms,
                ISSUER,
                "mcp-gateway",
                0,
                30,
                "",
                "workspace",
                "roles",
                "api_version",
                List.of());
        return new Authenticator(settings, new TrustedIssuers(settings, clock, plans), clock, new Meters());
    }

    private static List<String> token(JWSAlgorithm algorithm, JWSSigner signer, Instant expires) throws JOSEException {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader(algorithm),
                new JWTClaimsSet.Builder()
                        .issuer(ISSUER)
                        .subject("ada")
                        .audience("mcp-gateway")
                        .claim("workspace", "bench")
                        .claim("roles", List.of("reader"))
                        .issueTime(Date.from(NOW.minusSeconds(60)))
                        .expirationTime(Date.from(expires))
                        .build());
        jwt.sign(signer);
        return List.of("Bearer " + jwt.serialize());
    }

    private static KeyPair pair(String kind, int bits) throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static String pem(PublicKey key) {
        return "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }
}
