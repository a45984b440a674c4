package dev.mcpgateway.auth;

import java.security.Key;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;

import reactor.core.publisher.Mono;

import dev.mcpgateway.health.Condition;

/**
 * The issuer's public keys, fetched ahead and off the way of a call. Old keys stay while the issuer is away; a token
 * with an unknown key makes us ask again, but never more often than every {@link #PATIENCE}.
 */
final class JwksKeys implements Keys {
    private static final Logger log = LoggerFactory.getLogger(JwksKeys.class);
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** A token without a {@code kid} is tried with each of them. */
    private static final int MOST_KEYS = 64;

    private static final int SHORTEST_RSA = 2048;

    private record Held(JWKSet keys, Instant at) {}

    private final String where;
    private final Mono<String> url;
    private final Fetch fetch;
    private final InstantSource clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable Mono<Held>> underWay = new AtomicReference<>();
    private volatile Held held = new Held(new JWKSet(), Instant.EPOCH);
    private volatile Instant asked = Instant.EPOCH;
    private volatile @Nullable KeysAway away;

    /**
     * @param where named in the log
     * @param url where the keys are; asked again each time, because an issuer may move them
     */
    JwksKeys(String where, Mono<String> url, Fetch fetch, InstantSource clock) {
        this.where = where;
        this.url = url;
        this.fetch = fetch;
        this.clock = clock;
    }

    @Override
    public Mono<List<Key>> fitting(JWSHeader header) {
        List<Key> keys = select(held.keys, header);
        return keys.isEmpty() ? ask().map(fresh -> select(fresh.keys, header)) : Mono.just(keys);
    }

    @Override
    public Condition condition() {
        Held now = held;
        if (now.keys.isEmpty()) {
            return Condition.down("The issuer's keys could not be had yet; none of its tokens can be verified.");
        }
        String keys = "The issuer's keys (" + now.keys.size() + ") are "
                + Duration.between(now.at, clock.instant()).toSeconds() + " s old";
        return away == null
                ? Condition.up(keys + ".")
                : Condition.degraded(keys + " and cannot be renewed; they count until it answers.");
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public void refresh() {
        if (away != null || !clock.instant().isBefore(held.at.plus(FRESH))) {
            ask().subscribe(fresh -> {}, failed -> {});
        }
    }

    /** One question at a time, whoever asks; none at all within {@link #PATIENCE} of the one before. */
    private Mono<Held> ask() {
        Mono<Held> running = underWay.get();
        if (running != null) {
            return running;
        }
        Instant now = clock.instant();
        if (now.isBefore(asked.plus(PATIENCE))) {
            KeysAway failed = away;
            return failed == null ? Mono.just(held) : Mono.error(failed);
        }
        // Over before anybody hears the answer: who asks after that asks anew.
        Mono<Held> asking = fetched().doOnTerminate(() -> underWay.set(null)).cache();
        if (!underWay.compareAndSet(null, asking)) {
            return ask();
        }
        asked = now;
        return asking;
    }

    private Mono<Held> fetched() {
        return url.flatMap(fetch::text).map(JwksKeys::parse).map(this::keep).onErrorMap(this::failed);
    }

    /** Says once that the issuer is away, not at every try. */
    private Throwable failed(Throwable e) {
        KeysAway failed = new KeysAway(where, e.toString());
        if (away == null) {
            log.warn("{}; {} keys are kept", failed.getMessage(), held.keys.size());
        }
        away = failed;
        return failed;
    }

    private Held keep(JWKSet keys) {
        Held before = held;
        Held now = new Held(keys, clock.instant());
        boolean changed = !keys.toString().equals(before.keys.toString());
        held = now;
        if (changed || away != null) {
            log.info("The issuer at {} has {} keys", where, keys.size());
        }
        away = null;
        if (changed) {
            listeners.forEach(Runnable::run);
        }
        return now;
    }

    private static JWKSet parse(String json) {
        try {
            JWKSet keys = JWKSet.parse(json).toPublicJWKSet();
            if (keys.size() > MOST_KEYS) {
                throw new IllegalStateException("more than " + MOST_KEYS + " keys");
            }
            return keys;
        } catch (ParseException e) {
            throw new IllegalStateException("not a key set", e);
        }
    }

    private static List<Key> select(JWKSet keys, JWSHeader header) {
        JWKMatcher matcher = JWKMatcher.forJWSHeader(header);
        if (matcher == null) {
            return List.of();
        }
        List<Key> fitting = new ArrayList<>();
        for (JWK jwk : new JWKSelector(matcher).select(keys)) {
            if (jwk instanceof AsymmetricJWK asymmetric) {
                try {
                    Key key = asymmetric.toPublicKey();
                    if (!(key instanceof RSAPublicKey rsa) || rsa.getModulus().bitLength() >= SHORTEST_RSA) {
                        fitting.add(key);
                    }
                } catch (JOSEException e) {
                    log.warn("A key of the issuer cannot be used: {}", e.getMessage());
                }
            }
        }
        return fitting;
    }
}
