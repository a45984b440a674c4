package dev.mcpgateway.limit;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.mcpgateway.config.LimitSpec.Per;
import dev.mcpgateway.config.LimitSpec.Quota;
import dev.mcpgateway.config.LimitSpec.Unit;
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

/** What of a day's quota is used stays used, whoever counted it and whichever store forgets it or does not answer. */
@RealStores
class QuotasTest {
    private static TestRedis redis;
    private static TestDatabase database;
    private static final List<RedisPulse> PULSES = new ArrayList<>();

    private final Buckets shared = gateway();

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
    void aQuotaOutlivesTheRedisThatForgetsItAndTheGatewayThatCountedIt() {
        Charge charge = user(new Quota(10, Unit.CALLS));
        assertThat(served(shared, charge, 7)).isEqualTo(7);
        awaitWritten(charge, 7);

        redis.forgetEverything();

        assertThat(served(gateway(), charge, 20)).isEqualTo(3);
    }

    @Test
    void aQuotaThatRedisForgotIsNotBegunAgainByAGatewayThatSawLittleOfIt() {
        Charge charge = user(new Quota(100, Unit.CALLS));
        Buckets early = gateway();
        assertThat(served(early, charge, 1)).isEqualTo(1);
        assertThat(served(shared, charge, 95)).isEqualTo(95);
        awaitWritten(charge, 96);

        redis.forgetEverything();

        assertThat(served(early, charge, 20)).isEqualTo(4);
    }

    @Test
    void aQuotaThatCouldNotBeReadIsReadLater() {
        Charge charge = user(new Quota(100, Unit.CALLS));
        assertThat(served(shared, charge, 95)).isEqualTo(95);
        awaitWritten(charge, 95);
        Buckets another = alone();

        database.run("ALTER TABLE work.quota_use RENAME TO quota_use_away");
        try {
            assertThat(paid(another, charge)).isTrue();
        } finally {
            database.run("ALTER TABLE work.quota_use_away RENAME TO quota_use");
        }

        await().until(() -> !paid(another, charge));
    }

    @Test
    void aQuotaAcrossTenantsThatAnotherGatewayMadeFullAgainIsServedSoon() {
        Charge charge = charge(Set.of(Per.TOOL), new Quota(20, Unit.CALLS));
        assertThat(servedAtOnce(shared, charge, 100)).isBetween(17L, 22L);
        await().untilAsserted(() -> assertThat(paid(shared, charge)).isFalse());

        new SharedBuckets(redis.redis()).reset(charge).block(Duration.ofSeconds(5));

        await().atMost(Duration.ofSeconds(4)).until(() -> paid(shared, charge));
    }

    private static void awaitWritten(Charge charge, long counted) {
        await().until(() -> database.asked("SELECT used FROM work.quota_use WHERE bucket = '" + charge.key() + "'")
                .equals(List.of(Long.toString(counted))));
    }

    /** A gateway without Redis. */
    private static Buckets alone() {
        return new Buckets(
                new RedisPulse(TestRedis.none()),
                new SharedBuckets(TestRedis.none()),
                new Accounts(1_000),
                new QuotaBook(database.database(), InstantSource.system()),
                OnRedisDown.LOCAL,
                InstantSource.system());
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
