package dev.mcpgateway.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import reactor.core.publisher.Flux;

import dev.mcpgateway.config.LimitSpec;
import dev.mcpgateway.config.LimitSpec.Group;
import dev.mcpgateway.config.LimitSpec.Per;
import dev.mcpgateway.config.LimitSpec.Rate;
import dev.mcpgateway.config.Location;
import dev.mcpgateway.store.Redis;
import dev.mcpgateway.store.TestRedis;
import dev.mcpgateway.stores.junit.RealStores;
import dev.mcpgateway.stores.junit.Stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The arithmetic of a limit, on the real Redis and in the process: both must say the same. */
@RealStores
class BucketsTest {
    private static final AtomicReference<Instant> NOW = new AtomicReference<>(Instant.parse("2026-11-20T12:00:00Z"));
    private static final InstantSource CLOCK = NOW::get;

    private static TestRedis redis;
    private static Buckets shared;

    private final Buckets local = new LocalBuckets(CLOCK);

    @BeforeAll
    static void connect(Stores stores) {
        redis = TestRedis.at(stores.redisUrl());
        Redis connected = redis.redis();
        await().until(() -> connected.commands().isPresent());
        shared = new RedisBuckets(connected);
    }

    @AfterAll
    static void disconnect() {
        redis.close();
    }

    @Test
    void aBurstIsServedAndTheNextCallIsToldHowLongToWait() {
        for (Buckets buckets : List.of(shared, local)) {
            Charge charge = charge("hour", 60, Duration.ofHours(1), 3);

            assertThat(paid(buckets, charge)).isTrue();
            assertThat(paid(buckets, charge)).isTrue();
            assertThat(paid(buckets, charge)).isTrue();
            Verdict verdict = take(buckets, charge);
            Duration wait = verdict.fold(() -> Duration.ZERO, Verdict.Over::until);
            assertThat(wait).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
        }
    }

    @Test
    void aRefusedCallPaysNothingToAnyLimit() {
        for (Buckets buckets : List.of(shared, local)) {
            Charge narrow = charge("narrow", 60, Duration.ofHours(1), 1);
            Charge wide = charge("wide", 60, Duration.ofHours(1), 2);
            assertThat(paid(buckets, wide, narrow)).isTrue();
            assertThat(paid(buckets, wide, narrow)).isFalse();
            assertThat(paid(buckets, wide, narrow)).isFalse();

            assertThat(paid(buckets, wide)).isTrue();
        }
    }

    @Test
    void theLimitThatIsUsedUpIsTheOneThatIsNamed() {
        for (Buckets buckets : List.of(shared, local)) {
            Charge wide = charge("wide", 60, Duration.ofHours(1), 5);
            Charge narrow = charge("narrow", 60, Duration.ofHours(1), 1);
            assertThat(paid(buckets, wide, narrow)).isTrue();

            String named = take(buckets, wide, narrow)
                    .fold(() -> "none", over -> over.charge().limit().id());
            assertThat(named).isEqualTo("narrow");
        }
    }

    @Test
    void timePaysBack() {
        Charge charge = charge("minute", 60, Duration.ofMinutes(1), 1);
        assertThat(paid(local, charge)).isTrue();
        assertThat(paid(local, charge)).isFalse();

        NOW.updateAndGet(now -> now.plusSeconds(1));

        assertThat(paid(local, charge)).isTrue();
    }

    @Test
    void twoHundredCallsAtOnceAreServedExactlyTheBurst() {
        for (Buckets buckets : List.of(shared, local)) {
            Charge charge = charge("burst", 60, Duration.ofHours(1), 20);

            Long served = Flux.range(0, 200)
                    .flatMap(i -> buckets.take(List.of(charge)), 200)
                    .filter(verdict -> verdict == Verdict.PAID)
                    .count()
                    .block(Duration.ofSeconds(20));

            assertThat(served).isEqualTo(20);
        }
    }

    @Test
    void aRedisThatForgotTheScriptIsTaughtAgain() {
        redis.forgetScripts();

        assertThat(paid(shared, charge("fresh", 60, Duration.ofHours(1), 1))).isTrue();
    }

    private static boolean paid(Buckets buckets, Charge... charges) {
        return take(buckets, charges).fold(() -> true, over -> false);
    }

    private static Verdict take(Buckets buckets, Charge... charges) {
        return buckets.take(List.of(charges))
                .blockOptional(Duration.ofSeconds(20))
                .orElseThrow();
    }

    private static Charge charge(String id, int count, Duration window, int burst) {
        Rate rate = new Rate(count, window, burst);
        LimitSpec spec = new LimitSpec(
                id, Set.of(Per.USER), rate, List.of(), Set.of(Group.CALL), new Location("policy.yaml", 1));
        long interval = rate.interval().toNanos() / 1_000;
        return new Charge(spec, "test:" + id + UUID.randomUUID(), interval, interval * burst);
    }
}
