package dev.mcpgateway.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import dev.mcpgateway.limit.SharedBuckets.Answer;
import dev.mcpgateway.limit.SharedBuckets.Unspent;

/** Takes from the shared buckets, also in advance and in the background, and gives back what was not spent in time. */
final class Leases {
    /** Leases end one by one; what is left of them goes back in one trip for many, this much later. */
    private static final Duration TOGETHER = Duration.ofMillis(100);

    private final SharedBuckets shared;
    private final RedisPulse pulse;
    private final QuotaBook book;
    private final InstantSource clock;
    private final Scheduler timers = Schedulers.parallel();

    /** At most one for each account. */
    private final Queue<Unspent> ended = new ConcurrentLinkedQueue<>();

    private final AtomicBoolean isReturning = new AtomicBoolean();

    Leases(SharedBuckets shared, RedisPulse pulse, QuotaBook book, InstantSource clock) {
        this.shared = shared;
        this.pulse = pulse;
        this.book = book;
        this.clock = clock;
    }

    /**
     * One trip for all; the accounts are told what came of it, whatever that is. It begins at once and is made to the end
     * although nobody may wait for it any more: what it brings is not for one call alone.
     */
    Mono<Answer> ask(List<Ask> asks) {
        return Mono.fromFuture(
                take(asks)
                        .doOnError(e -> asks.forEach(ask -> ask.account().unasked(ask, false)))
                        .doOnNext(answer -> tell(asks, answer))
                        .toFuture(),
                true);
    }

    private Mono<Answer> take(List<Ask> asks) {
        return shared.take(asks)
                .doOnError(pulse::missed)
                .flatMap(answer -> answer.over() < 0 ? takeKnowing(asks, -answer.over() - 1) : Mono.just(answer));
    }

    /** A counter that Redis has lost, or never had, goes on from what was written down, and from what we saw of it. */
    private Mono<Answer> takeKnowing(List<Ask> asks, int unknown) {
        Ask ask = asks.get(unknown);
        return book.counted(ask.charge().key()).defaultIfEmpty(0L).flatMap(counted -> {
            List<Ask> knowing = new ArrayList<>(asks);
            knowing.set(unknown, ask.knowing(ask.account().learn(counted)));
            return take(knowing);
        });
    }

    private void tell(List<Ask> asks, Answer answer) {
        Instant now = clock.instant();
        for (int i = 0; i < asks.size(); i++) {
            Ask ask = asks.get(i);
            if (answer.over() == 0) {
                ask.account().granted(ask, answer.granted(i), answer.level(i), now);
                watch(ask.account(), ask.charge());
            } else {
                ask.account().refused(ask, answer.level(i), i == answer.over() - 1, now);
            }
            if (answer.over() == 0 || ask.owed() > 0) {
                book.note(ask.charge(), answer.level(i));
            }
        }
    }

    /** Looks after an account that was just drawn on: fills it up in good time. */
    void keep(Account account, Charge charge) {
        if (account.isLow()) {
            // What came of it, the account is told.
            ask(List.of(account.ask(charge, 0, clock.instant(), pulse.gateways())))
                    .subscribe(answer -> {}, e -> {});
        }
        watch(account, charge);
    }

    private void watch(Account account, Charge charge) {
        if (account.needsWatch()) {
            later(account, charge);
        }
    }

    private void later(Account account, Charge charge) {
        timers.schedule(() -> end(account, charge), account.leaseLasts(clock.instant()), TimeUnit.MICROSECONDS);
    }

    private void end(Account account, Charge charge) {
        if (account.leaseLasts(clock.instant()) > 0) {
            later(account, charge);
            return;
        }
        end(charge.key(), account);
        if (!ended.isEmpty() && isReturning.compareAndSet(false, true)) {
            timers.schedule(
                    () -> returnUnspent().subscribe(given -> {}, pulse::missed),
                    TOGETHER.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    private void end(String key, Account account) {
        long unspent = account.takeUnspent();
        if (unspent > 0) {
            ended.add(new Unspent(account.allowance(), key, unspent));
        }
    }

    private Mono<Void> returnUnspent() {
        isReturning.set(false);
        List<Unspent> all = new ArrayList<>();
        for (Unspent next = ended.poll(); next != null; next = ended.poll()) {
            all.add(next);
        }
        return shared.give(all);
    }

    /** Ends all leases now. What cannot be given back while Redis is away is lost to the others, as after a crash. */
    Mono<Void> giveBack(Map<String, Account> accounts) {
        return Flux.fromIterable(accounts.entrySet())
                .flatMap(entry -> entry.getValue().asked().doOnNext(answered -> end(entry.getKey(), entry.getValue())))
                .then(Mono.defer(this::returnUnspent));
    }
}
