package dev.mcpgateway.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.mcpgateway.config.LimitSpec.Per;
import dev.mcpgateway.config.LimitSpec.Quota;
import dev.mcpgateway.config.LimitSpec.Rate;
import dev.mcpgateway.config.LimitSpec.Unit;

import static dev.mcpgateway.limit.Charges.user;
import static org.assertj.core.api.Assertions.assertThat;

/** How long what was taken in advance is held, and what one process knows of a bucket besides. */
class AccountTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant LATER = START.plusMillis(800);
    private static final long SECOND = Duration.ofSeconds(1).toNanos() / 1_000;

    private final Charge charge = user(new Rate(1_000, Duration.ofSeconds(1), 1_000));
    private final Account account = new Account(charge);

    @Test
    void aLeaseLastsAsLongAsAnythingMayBeHeld() {
        granted(5, START);

        assertThat(account.leaseLasts(START)).isEqualTo(SECOND);
    }

    @Test
    void whatComesLaterDoesNotKeepTheOlderAnyLonger() {
        granted(5, START);
        granted(5, LATER);

        assertThat(account.leaseLasts(LATER)).isEqualTo(SECOND / 5);
    }

    @Test
    void onceTheOlderAreSpentTheLeaseLastsAsTheNewerDo() {
        granted(5, START);
        granted(5, LATER);

        spend(4, LATER);

        assertThat(account.leaseLasts(LATER)).isEqualTo(SECOND);
    }

    @Test
    void aUsedUpLimitAcrossTenantsIsAskedAgainAfterASecondButNotSpentAheadOf() {
        Charge tool = Charges.charge(Set.of(Per.TOOL), new Quota(100, Unit.CALLS));
        Account across = new Account(tool);
        across.refused(across.ask(tool, 1, START, 1), 100, true, START);

        assertThat(across.spend(1, LATER, 1, false)).isEqualTo(Account.Step.OVER);
        assertThat(across.spend(1, START.plusSeconds(2), 1, false)).isEqualTo(Account.Step.ASK);
        assertThat(across.wait(START.plusSeconds(2)))
                .isEqualTo(Duration.ofHours(14).minusSeconds(2));
    }

    @Test
    void whatWasWrittenDownHereAndIsStillOwedIsNotCountedTwice() {
        Account quota = new Account(user(new Quota(100, Unit.CALLS)));
        assertThat(quota.learn(7)).isEqualTo(7);
        assertThat(quota.spendOwnShare(3, START, 1)).isTrue();
        assertThat(quota.write()).isEqualTo(10);

        assertThat(quota.learn(10)).isEqualTo(7);
        assertThat(quota.learn(12)).isEqualTo(12);
    }

    @Test
    void aClockThatIsSetBackRefusesNobody() {
        Charge daily = user(new Quota(100, Unit.CALLS));
        Account quota = new Account(daily);
        granted(5, LATER);
        account.letIn(1, LATER);
        quota.letIn(1, LATER);

        assertThat(account.spend(1, START, 1, false)).isEqualTo(Account.Step.PAID);
        assertThat(account.spend(1, START.minusSeconds(3_600), 1, false)).isEqualTo(Account.Step.PAID);
        assertThat(quota.spend(1, START.minusSeconds(3_600), 1, false)).isEqualTo(Account.Step.ASK);
    }

    @Test
    void aClockThatIsSetBackStillLetsTimePass() {
        Instant back = START.minusSeconds(3_600);
        assertThat(account.spendOwnShare(1_000, START, 1)).isTrue();

        assertThat(account.spendOwnShare(500, back, 1)).isFalse();
        assertThat(account.spendOwnShare(500, back.plusMillis(500), 1)).isTrue();
        assertThat(account.spendOwnShare(500, back.plusMillis(999), 1)).isFalse();
    }

    /** A call that asked takes one of them at once. */
    private void granted(long units, Instant at) {
        account.granted(account.ask(charge, 1, at, 1), units, 0, at);
    }

    private void spend(int units, Instant at) {
        for (int i = 0; i < units; i++) {
            assertThat(account.spend(1, at, 1, false)).isEqualTo(Account.Step.PAID);
        }
    }
}
