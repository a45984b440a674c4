package dev.mcpgateway.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Reason;

/**
 * Where charges are paid: all of a call's, or none. Most are paid from what this process holds in advance; what is left
 * is one trip to Redis. While Redis is away each gateway keeps its share of the limits by itself.
 */
final class Buckets {
    /** After that many waits for others a call asks for itself. */
    private static final int PATIENCE = 6;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final RedisPulse pulse;
    private final Accounts accounts;
    private final Leases leases;
    private final QuotaBook book;
    private final OnRedisDown onRedisDown;
    private final InstantSource clock;

    Buckets(
            RedisPulse pulse,
            SharedBuckets shared,
            Accounts accounts,
            QuotaBook book,
            OnRedisDown onRedisDown,
            InstantSource clock) {
        this.pulse = pulse;
        this.accounts = accounts;
        this.leases = new Leases(shared, pulse, book, clock);
        this.book = book;
        this.onRedisDown = onRedisDown;
        this.clock = clock;
    }

    Accounts accounts() {
        return accounts;
    }

    Mono<Verdict> take(List<Charge> charges) {
        return take(charges, 0);
    }

    /** Gives back whatever is held in advance; for when no more calls will come. */
    Mono<Void> giveBack() {
        return leases.giveBack(accounts.all());
    }

    private Mono<Verdict> take(List<Charge> charges, int waits) {
        return pulse.isShared() ? takeShared(charges, waits) : takeOwn(charges);
    }

    private Mono<Verdict> takeShared(List<Charge> charges, int waits) {
        Instant now = clock.instant();
        int gateways = pulse.gateways();
        Attempt attempt = new Attempt(charges.size());
        for (Charge charge : charges) {
            Account account = accounts.of(charge);
            switch (account.spend(charge.cost(), now, gateways, waits >= PATIENCE)) {
                case PAID -> attempt.paid(account, charge);
                case ASK -> attempt.ask(account.ask(charge, charge.cost(), now, gateways));
                case WAIT -> {
                    Mono<Boolean> others = account.asked();
                    attempt.undo();
                    // Who waits for an answer that does not come has waited enough: no second second.
                    return others.timeout(LONGEST_WAIT, Mono.just(false))
                            .flatMap(answered -> answered ? take(charges, waits + 1) : takeOwn(charges));
                }
                case OVER -> {
                    attempt.undo();
                    return Mono.just(new Verdict.Over(charge, account.wait(now)));
                }
            }
        }
        return attempt.asks().isEmpty() ? settled(attempt, now) : ask(charges, attempt);
    }

    private Mono<Verdict> settled(Attempt attempt, Instant now) {
        attempt.letIn(now);
        attempt.paid().forEach(each -> leases.keep(each.account(), each.charge()));
        return Verdict.PAID_AT_ONCE;
    }

    /** The one trip. A call that leaves meanwhile has paid for what it asked; what it held in advance is held again. */
    private Mono<Verdict> ask(List<Charge> charges, Attempt attempt) {
        return leases.ask(attempt.asks())
                .flatMap(answer -> {
                    Instant now = clock.instant();
                    if (answer.over() == 0) {
                        return settled(attempt, now);
                    }
                    attempt.unspend();
                    Ask over = attempt.asks().get(answer.over() - 1);
                    return Mono.<Verdict>just(
                            new Verdict.Over(over.charge(), over.account().wait(now)));
                })
                .doOnCancel(attempt::unspend)
                .onErrorResume(e -> {
                    attempt.unspend();
                    return takeOwn(charges);
                });
    }

    private Mono<Verdict> takeOwn(List<Charge> charges) {
        if (pulse.isWanted() && onRedisDown != OnRedisDown.LOCAL) {
            return onRedisDown == OnRedisDown.ALLOW
                    ? Verdict.PAID_AT_ONCE
                    : Mono.error(CallFailure.retryable(
                            Reason.OVERLOADED, "limits cannot be counted at the moment", RedisPulse.BACK_SOON));
        }
        for (Charge charge : charges) {
            if (charge.allowance().isQuota() && accounts.of(charge).isUnknown()) {
                // If nobody can say what is counted it is asked again, by the next call.
                return Flux.fromIterable(charges)
                        .filter(each -> accounts.of(each).isUnknown())
                        .concatMap(each -> book.counted(each.key()).doOnNext(accounts.of(each)::learn))
                        .then(Mono.defer(() -> spendShare(charges)));
            }
        }
        return spendShare(charges);
    }

    private Mono<Verdict> spendShare(List<Charge> charges) {
        Instant now = clock.instant();
        int gateways = pulse.gateways();
        for (int i = 0; i < charges.size(); i++) {
            Charge charge = charges.get(i);
            Account account = accounts.of(charge);
            if (!account.spendOwnShare(charge.cost(), now, gateways)) {
                giveOwnBack(charges.subList(0, i), gateways);
                return Mono.just(new Verdict.Over(charge, account.wait(now)));
            }
        }
        charges.forEach(this::write);
        return Verdict.PAID_AT_ONCE;
    }

    /** What is written down is the whole count: of one that is not known nothing is. */
    private void write(Charge charge) {
        Account account = accounts.of(charge);
        if (charge.allowance().isQuota() && !account.isUnknown()) {
            book.note(charge, account.write());
        }
    }

    private void giveOwnBack(List<Charge> charges, int gateways) {
        charges.forEach(charge -> accounts.of(charge).unspendOwnShare(charge.cost(), gateways));
    }

    /** What one call has paid and asked for so far. */
    private static final class Attempt {
        private record Paid(Account account, Charge charge) {}

        private final List<Paid> paid;
        private final List<Ask> asks;

        Attempt(int charges) {
            paid = new ArrayList<>(charges);
            asks = new ArrayList<>(charges);
        }

        void paid(Account account, Charge charge) {
            paid.add(new Paid(account, charge));
        }

        void ask(Ask ask) {
            asks.add(ask);
        }

        List<Ask> asks() {
            return asks;
        }

        List<Paid> paid() {
            return paid;
        }

        void letIn(Instant now) {
            paid.forEach(each -> each.account().letIn(each.charge().cost(), now));
            asks.forEach(each -> each.account().letIn(each.charge().cost(), now));
        }

        /** Of a call whose trip is not made. */
        void undo() {
            unspend();
            asks.forEach(each -> each.account().unasked(each, true));
        }

        /** Of a call whose trip was made: what came of that the accounts know. */
        void unspend() {
            paid.forEach(each -> each.account().unspend(each.charge().cost()));
        }
    }
}
