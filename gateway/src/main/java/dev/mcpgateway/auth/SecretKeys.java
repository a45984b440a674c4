package dev.mcpgateway.auth;

import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.util.List;

import javax.crypto.spec.SecretKeySpec;

import com.nimbusds.jose.JWSHeader;

import reactor.core.publisher.Mono;

import dev.mcpgateway.health.Condition;

/** One secret shared with the issuer. */
final class SecretKeys implements Keys {
    private static final int SHORTEST = 32;

    private final Mono<List<Key>> key;

    SecretKeys(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < SHORTEST) {
            throw new IllegalArgumentException(
                    "JWT_SECRET_KEY must have at least " + SHORTEST + " bytes; make one with: openssl rand -base64 48");
        }
        key = Mono.just(List.of(new SecretKeySpec(bytes, "HMAC")));
    }

    @Override
    public Mono<List<Key>> fitting(JWSHeader header) {
        return key;
    }

    @Override
    public Mono<Condition> condition() {
        return Mono.just(Condition.up("Tokens are verified by a secret shared with the issuer."));
    }

    @Override
    public void onChange(Runnable listener) {
        // A secret from the environment lives as long as the process.
    }
}
