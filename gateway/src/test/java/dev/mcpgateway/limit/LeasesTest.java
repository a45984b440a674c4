package dev.mcpgateway.limit;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.mcpgateway.config.LimitSpec.Per;
import dev.mcpgateway.config.LimitSpec.Quota;
import dev.mcpgateway.config.LimitSpec.Rate;
import dev.mcpgateway.config.LimitSpec.Unit;
import dev.mcpgateway.limit.SharedBuckets.Answer;
import dev.mcpgateway.store.TestDatabase;
import dev.mcpgateway.store.TestRedis;
import dev.mcpgateway.stores.junit.RealStores;
import dev.mcpgateway.stores.junit.Stores;

import static dev.mcpgateway.limit.Charges.charge;
import static dev.mcpgateway.limit.Charges.paid;
import static dev.mcpgateway.limit.Charges.served;
import static dev.mcpgateway.limit.Charges.servedAtOnce;
import static dev.mcpgateway.limit.Charges.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is asked of a Redis that answers late, and what is held by a gateway that stops. */
@RealStores
class LeasesTest {
    private static final Duration TIMEOUT = Duration.ofMillis(500);

    /** Of the pulse and of this test; the calls have a connection of their own, which can hang alone. */
    private static TestRedis redis;

    private static TestRedis ofCalls;
    private static RedisPulse pulse;
    private static Buckets buckets;

    @BeforeAll
    static void connect(Stores stores) {
        redis = TestRedis.at(stores.redisUrl());
        ofCalls = TestRedis.at(stores.redisUrl(), TIMEOUT);
        pulse = new RedisPulse(redis.redis());
        buckets = new Buckets(
                pulse,
                new SharedBuckets(ofCalls.redis()),
                new Accounts(1_000),
                new QuotaBook(TestDatabase.none(), InstantSource.system()),
                OnRedisDown.LOCAL,
                InstantSource.system());
        await().until(pulse::isShared);
    }

    @AfterAll
    static void disconnect() {
        pulse.destroy();
        ofCalls.close();
        redis.close();
    }

    @Test
    void aCallThatIsAnsweredTooLateCountsByItselfAndTheNextAsksAgain() {
        Charge charge = user(new Rate(60, Duration.ofHours(1), 20));
        ofCalls.hang();

        assertThat(paid(buckets, charge)).isTrue();
        assertThat(pulse.isShared()).isTrue();

        redis.wake();
        await().until(() -> redis.get(charge.key()) != null);
        long late = level(charge);
        assertThat(paid(buckets, charge)).isTrue();
        assertThat(level(charge)).isGreaterThan(late);
    }

    @Test
    void whoeverWaitsForAnAnswerThatDoesNotComeWaitsForItOnce() {
        Charge leased = user(new Rate(600, Duration.ofMinutes(1), 100));
        ofCalls.hang();
        long began = System.nanoTime();

        long served = servedAtOnce(buckets, leased, 50);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        redis.wake();

        assertThat(served).isEqualTo(50);
        assertThat(took).isLessThan(TIMEOUT.multipliedBy(3));
    }

    @Test
    void aLimitAcrossTenantsThatIsUsedUpKeepsNobodyWaiting() {
        Charge charge = charge(Set.of(Per.TOOL), new Rate(40, Duration.ofSeconds(10), 40));
        SharedBuckets others = new SharedBuckets(redis.redis());
        assertThat(taken(others, charge, 0, 40, 40).over()).isZero();
        ofCalls.hang();
        assertThat(buckets.take(List.of(charge))).isSameAs(Verdict.PAID_AT_ONCE);
        assertThat(buckets.take(List.of(charge))).isSameAs(Verdict.PAID_AT_ONCE);

        redis.wake();

        await().until(() -> paid(buckets, charge));
        buckets.giveBack().block(Duration.ofSeconds(5));
    }

    @Test
    void whatIsOwedIsTakenEvenFromABucketThatIsUsedUp() {
        SharedBuckets shared = new SharedBuckets(redis.redis());
        Charge charge = user(new Quota(10, Unit.CALLS));
        assertThat(taken(shared, charge, 0, 9, 9).over()).isZero();

        Answer ahead = taken(shared, charge, 2, 0, 5);
        assertThat(ahead.over()).isZero();
        assertThat(ahead.granted(0)).isZero();
        assertThat(ahead.level(0)).isEqualTo(11);

        Answer call = taken(shared, charge, 1, 1, 5);
        assertThat(call.over()).isOne();
        assertThat(call.level(0)).isEqualTo(12);
        assertThat(level(charge)).isEqualTo(12);
    }

    @Test
    void ofACallThatIsRefusedNothingIsTakenFromItsOtherLimits() {
        SharedBuckets shared = new SharedBuckets(redis.redis());
        Charge wide = user(new Quota(10, Unit.CALLS));
        Charge narrow = user(new Quota(1, Unit.CALLS));
        assertThat(taken(shared, wide, 0, 4, 4).over()).isZero();
        assertThat(taken(shared, narrow, 0, 1, 1).over()).isZero();

        Answer answer = shared.take(List.of(
                        new Ask(new Account(wide), wide, 0, 1, 3, 0), new Ask(new Account(narrow), narrow, 0, 1, 1, 0)))
                .blockOptional(Duration.ofSeconds(5))
                .orElseThrow();

        assertThat(answer.over()).isEqualTo(2);
        assertThat(level(wide)).isEqualTo(4);
        assertThat(level(narrow)).isEqualTo(1);
    }

    @Test
    void whatCameForACallThatWasGivenUpIsHeldForTheNext() {
        Charge charge = user(new Quota(10_000_000, Unit.CALLS));
        assertThat(paid(buckets, charge)).isTrue();
        buckets.giveBack().block(Duration.ofSeconds(10));
        assertThat(level(charge)).isOne();
        ofCalls.hang();

        buckets.take(List.of(charge)).subscribe().dispose();

        redis.wake();
        await().until(() -> level(charge) > 2);
        buckets.giveBack().block(Duration.ofSeconds(10));
        assertThat(level(charge)).isEqualTo(2);
    }

    @Test
    void aGatewayThatStopsGivesBackWhatItHolds() {
        Charge charge = user(new Quota(10_000_000, Unit.CALLS));
        assertThat(served(buckets, charge, 37)).isEqualTo(37);
        assertThat(level(charge)).isGreaterThan(37);

        buckets.giveBack().block(Duration.ofSeconds(10));

        assertThat(level(charge)).isEqualTo(37);
    }

    @Test
    void aGatewayThatStopsIsNotCountedAmongTheOthersAnyMore() {
        RedisPulse stopping = new RedisPulse(redis.redis());
        await().until(() -> pulse.gateways() == 2);

        stopping.leave().block(Duration.ofSeconds(10));

        // One that is killed is missed after five seconds.
        await().atMost(Duration.ofSeconds(3)).until(() -> pulse.gateways() == 1);
    }

    private static Answer taken(SharedBuckets shared, Charge charge, long owed, long must, long want) {
        return shared.take(List.of(new Ask(new Account(charge), charge, owed, must, want, 0)))
                .blockOptional(Duration.ofSeconds(5))
                .orElseThrow();
    }

    private static long level(Charge charge) {
        return Long.parseLong(Objects.requireNonNull(redis.get(charge.key())));
    }
}
