package dev.mcpgateway.auth;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.Key;
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

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

import dev.mcpgateway.health.Condition;

/**
 * The issuer's public keys, fetched off the way of a call. Old keys stay while the issuer is away; a token with an
 * unknown key makes us ask again, but never more often than every {@link #PATIENCE}.
 */
final class JwksKeys implements Keys {
    private static final Logger log = LoggerFactory.getLogger(JwksKeys.class);
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final int LARGEST = 256 * 1024;

    private record Fetched(JWKSet keys, Instant at) {}

    private final String url;
    private final InstantSource clock;
    private final HttpClient http;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable Mono<Fetched>> underWay = new AtomicReference<>();
    private volatile Fetched fetched = new Fetched(new JWKSet(), Instant.EPOCH);
    private volatile Instant asked = Instant.EPOCH;

    JwksKeys(String url, InstantSource clock) {
        this.url = url;
        this.clock = clock;
        this.http = HttpClient.create().responseTimeout(ANSWER).followRedirect(false);
    }

    @Override
    public Mono<List<Key>> fitting(JWSHeader header) {
        Fetched held = fetched;
        List<Key> keys = select(held.keys, header);
        boolean stale = clock.instant().isAfter(held.at.plus(FRESH));
        if (!keys.isEmpty()) {
            if (stale) {
                ask().subscribe(ignored -> {}, ignored -> {});
            }
            return Mono.just(keys);
        }
        return ask().map(fresh -> select(fresh.keys, header)).onErrorReturn(List.of());
    }

    /** Asks the issuer when it is time to, so that the keys are there before the first token and stay fresh without one. */
    @Override
    public Mono<Condition> condition() {
        Fetched held = fetched;
        boolean stale = held.keys.isEmpty() || clock.instant().isAfter(held.at.plus(FRESH));
        return stale
                ? ask().map(asked -> condition(fetched)).onErrorResume(e -> Mono.just(condition(fetched)))
                : Mono.just(condition(held));
    }

    private Condition condition(Fetched now) {
        if (now.keys.isEmpty()) {
            return Condition.down("The issuer's keys could not be had yet; no token can be verified.");
        }
        Duration age = Duration.between(now.at, clock.instant());
        String keys = "The issuer's keys (" + now.keys.size() + ") are " + age.toSeconds() + " s old";
        return age.compareTo(FRESH) <= 0
                ? Condition.up(keys + ".")
                : Condition.degraded(keys + " and cannot be renewed; they count until it answers.");
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** One question at a time, whoever asks; none at all within {@link #PATIENCE} of the one before. */
    private Mono<Fetched> ask() {
        Mono<Fetched> running = underWay.get();
        if (running != null) {
            return running;
        }
        Instant now = clock.instant();
        if (now.isBefore(asked.plus(PATIENCE))) {
            return Mono.just(fetched);
        }
        Mono<Fetched> asking = fetch().doFinally(end -> underWay.set(null)).cache();
        if (!underWay.compareAndSet(null, asking)) {
            return ask();
        }
        asked = now;
        return asking;
    }

    private Mono<Fetched> fetch() {
        return http.get()
                .uri(url)
                .response((response, body) -> response.status().code() == 200
                        ? bounded(body.asByteArray())
                        : Mono.error(new IllegalStateException(
                                "HTTP " + response.status().code())))
                .single()
                .timeout(ANSWER)
                .map(JwksKeys::parse)
                .map(this::keep)
                .doOnError(e -> log.warn("The issuer's keys at {} cannot be had: {}", url, e.toString()));
    }

    private static Mono<byte[]> bounded(Flux<byte[]> body) {
        return body.collect(ByteArrayOutputStream::new, (all, piece) -> {
                    if (all.size() + piece.length > LARGEST) {
                        throw new IllegalStateException("more than " + LARGEST + " bytes");
                    }
                    all.writeBytes(piece);
                })
                .map(ByteArrayOutputStream::toByteArray);
    }

    private Fetched keep(JWKSet keys) {
        boolean changed = !keys.toPublicJWKSet().toString().equals(fetched.keys.toString());
        fetched = new Fetched(keys.toPublicJWKSet(), clock.instant());
        if (changed) {
            log.info("The issuer at {} has {} keys", url, keys.getKeys().size());
            listeners.forEach(Runnable::run);
        }
        return fetched;
    }

    private static JWKSet parse(byte[] json) {
        try {
            return JWKSet.parse(new String(json, StandardCharsets.UTF_8));
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
                    fitting.add(asymmetric.toPublicKey());
                } catch (JOSEException e) {
                    log.warn("A key of the issuer cannot be used: {}", e.getMessage());
                }
            }
        }
        return fitting;
    }
}
