package dev.mcpgateway.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import reactor.core.publisher.Flux;

import dev.mcpgateway.config.LimitSpec.Per;
import dev.mcpgateway.config.LimitSpec.Quota;
import dev.mcpgateway.config.LimitSpec.Rate;
import dev.mcpgateway.config.LimitSpec.Unit;
import dev.mcpgateway.store.TestDatabase;
import dev.mcpgateway.store.TestRedis;
import dev.mcpgateway.stores.junit.RealStores;
import dev.mcpgateway.stores.junit.Stores;

import static dev.mcpgateway.limit.Charges.charge;
import static dev.mcpgateway.limit.Charges.paid;
import static dev.mcpgateway.limit.Charges.served;
import static dev.mcpgateway.limit.Charges.servedAtOnce;
import static dev.mcpgateway.limit.Charges.take;
import static dev.mcpgateway.limit.Charges.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The arithmetic of limits, shared through the real Redis and kept in the process: both must say the same. */
@RealStores
class BucketsTest {
    private static final AtomicReference<Instant> NOW = new AtomicReference<>(Instant.parse("2026-11-20T12:00:00Z"));
    private static final Rate FEW = new Rate(60, Duration.ofHours(1), 20);
    private static final Rate MANY = new Rate(600, Duration.ofMinutes(1), 100);

    private static TestRedis redis;
    private static TestDatabase database;
    private static final List<RedisPulse> PULSES = new ArrayList<>();

    private final Buckets shared = gateway();
    private final Buckets own = new Buckets(
            new RedisPulse(TestRedis.none()),
            new SharedBuckets(TestRedis.none()),
            new Accounts(1_000),
            new QuotaBook(TestDatabase.none(), NOW::get),
            OnRedisDown.LOCAL,
            NOW::get);

    @BeforeAll
    static void connect(Stores stores) {
        redis = TestRedis.at(stores.redisUrl());
        database = TestDatabase.at(stores.databaseUrl());
    }

    @AfterAll
    static void disconnect() {
        PULSES.forEach(RedisPulse::destroy);
        database.close();
        redis.close();
    }

    @Test
    void aBurstIsServedAndTheNextCallIsToldHowLongToWait() {
        for (Buckets buckets : List.of(shared, own)) {
            Charge charge = user(new Rate(60, Duration.ofHours(1), 3));

            assertThat(paid(buckets, charge)).isTrue();
            assertThat(paid(buckets, charge)).isTrue();
            assertThat(paid(buckets, charge)).isTrue();
            assertThat(take(buckets, charge).fold(() -> Duration.ZERO, Verdict.Over::until))
                    .isPositive()
                    .isLessThanOrEqualTo(Duration.ofSeconds(60));
        }
    }

    @Test
    void aRefusedCallPaysNothing() {
        for (Buckets buckets : List.of(shared, own)) {
            for (Rate wideRate : List.of(new Rate(60, Duration.ofHours(1), 2), MANY)) {
                Charge wide = user(wideRate);
                Charge narrow = user(new Rate(60, Duration.ofHours(1), 1));
                long burst = wideRate.burst();
                assertThat(paid(buckets, wide, narrow)).isTrue();
                for (int i = 0; i < 5; i++) {
                    assertThat(paid(buckets, wide, narrow)).isFalse();
                }

                assertThat(served(buckets, wide, 150)).isBetween(burst - 1, burst + 3);
            }
        }
    }

    @Test
    void theLimitThatIsUsedUpIsTheOneThatIsNamed() {
        for (Buckets buckets : List.of(shared, own)) {
            Charge wide = user(FEW);
            Charge narrow = user(new Rate(60, Duration.ofHours(1), 1));
            assertThat(paid(buckets, wide, narrow)).isTrue();

            Charge named = take(buckets, wide, narrow).fold(() -> wide, Verdict.Over::charge);
            assertThat(named).isSameAs(narrow);
        }
    }

    @Test
    void timePaysBack() {
        Charge charge = user(new Rate(60, Duration.ofMinutes(1), 1));
        assertThat(paid(own, charge)).isTrue();
        assertThat(paid(own, charge)).isFalse();

        NOW.updateAndGet(now -> now.plusSeconds(1));

        assertThat(paid(own, charge)).isTrue();
    }

    @Test
    void twoHundredCallsAtOnceAreServedExactlyTheBurst() {
        for (Buckets buckets : List.of(shared, own)) {
            assertThat(servedAtOnce(buckets, user(FEW), 200)).isEqualTo(20);
            assertThat(servedAtOnce(buckets, user(MANY), 200)).isBetween(100L, 110L);
        }
    }

    @Test
    void twoUsersAreIndependent() {
        Charge ada = user(FEW);
        Charge bob = user(FEW);

        assertThat(servedAtOnce(shared, ada, 200)).isEqualTo(20);
        assertThat(servedAtOnce(shared, bob, 200)).isEqualTo(20);
    }

    @Test
    void severalGatewaysShareOneLimitWhereverACallGoes() {
        List<Buckets> gateways = List.of(shared, gateway(), gateway());
        for (Rate rate : List.of(FEW, MANY)) {
            Charge charge = user(rate);

            Long served = Flux.range(0, 300)
                    .flatMap(i -> gateways.get(i % 3).take(List.of(charge)), 30)
                    .filter(verdict -> verdict == Verdict.PAID)
                    .count()
                    .block(Duration.ofSeconds(20));

            assertThat(served).isBetween(rate.burst(), rate.burst() * 12 / 10);
        }
    }

    @Test
    void aLimitAcrossTenantsIsNeverWaitedForAndStillHolds() {
        Charge charge = charge(Set.of(Per.TOOL), FEW);

        assertThat(shared.take(List.of(charge))).isSameAs(Verdict.PAID_AT_ONCE);
        assertThat(servedAtOnce(shared, charge, 200)).isBetween(17L, 22L);
    }

    @Test
    void aBusyCallerIsServedMostlyWithoutATrip() {
        Charge charge = user(new Rate(1_000, Duration.ofSeconds(1), 1_000));
        long before = redis.trips();

        assertThat(served(shared, charge, 1_000)).isEqualTo(1_000);

        assertThat(redis.trips() - before).isLessThan(100);
    }

    @Test
    void aCallerWhoKeepsAskingInVainCostsNoTrips() {
        Charge charge = user(new Rate(60, Duration.ofHours(1), 1));
        assertThat(paid(shared, charge)).isTrue();
        long before = redis.trips();

        assertThat(served(shared, charge, 500)).isZero();

        assertThat(redis.trips() - before).isLessThan(20);
    }

    @Test
    void whatWasTakenInAdvanceAndNotSpentIsGivenBack() {
        Charge charge = user(new Quota(10_000_000, Unit.CALLS));

        assertThat(served(shared, charge, 37)).isEqualTo(37);

        await().atMost(Duration.ofSeconds(15)).until(() -> "37".equals(redis.get(charge.key())));
    }

    @Test
    void aQuotaCountsWhatAToolCosts() {
        for (Buckets buckets : List.of(shared, own)) {
            Charge cheap = user(new Quota(10, Unit.COST));
            Charge dear = new Charge(cheap.allowance(), cheap.key(), 4, cheap.who());

            assertThat(paid(buckets, dear)).isTrue();
            assertThat(paid(buckets, dear)).isTrue();
            assertThat(paid(buckets, dear)).isFalse();
            assertThat(paid(buckets, cheap)).isTrue();
        }
    }

    @Test
    void aRedisThatForgetsGivesAGatewayNoSecondBurst() {
        Charge few = user(FEW);
        assertThat(served(shared, few, 50)).isEqualTo(20);

        redis.forgetEverything();

        assertThat(served(shared, few, 50)).isLessThanOrEqualTo(3);
    }

    @Test
    void aRedisThatForgotTheScriptIsTaughtAgain() {
        redis.forgetScripts();

        assertThat(paid(shared, user(FEW))).isTrue();
    }

    private static Buckets gateway() {
        RedisPulse pulse = new RedisPulse(redis.redis());
        PULSES.add(pulse);
        await().until(pulse::isShared);
        return new Buckets(
                pulse,
                new SharedBuckets(redis.redis()),
                new Accounts(1_000),
                new QuotaBook(database.database(), InstantSource.system()),
                OnRedisDown.LOCAL,
                InstantSource.system());
    }
}
