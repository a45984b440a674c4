package dev.mcpgateway.auth;

import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.util.List;

import javax.crypto.spec.SecretKeySpec;

import com.nimbusds.jose.JWSHeader;

import reactor.core.publisher.Mono;

import dev.mcpgateway.config.KeySource;
import dev.mcpgateway.health.Condition;

/** Keys that operators wrote down: secrets shared with an issuer, or its public keys. */
final class HeldKeys implements Keys {
    private final Mono<List<Key>> keys;
    private final Condition condition;

    private HeldKeys(List<? extends Key> keys, String says) {
        this.keys = Mono.just(List.copyOf(keys));
        this.condition = Condition.up(says);
    }

    static HeldKeys of(KeySource source) {
        return source.kind() == KeySource.Kind.SECRET
                ? new HeldKeys(
                        source.secrets().stream()
                                .map(secret ->
                                        new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), "HMAC"))
                                .toList(),
                        "Tokens are verified by a secret shared with the issuer.")
                : new HeldKeys(source.publicKeys(), "Tokens are verified by public keys that are written down.");
    }

    @Override
    public Mono<List<Key>> fitting(JWSHeader header) {
        return keys;
    }

    @Override
    public Condition condition() {
        return condition;
    }
}
