package dev.mcpgateway.limit;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Gate;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.call.Outcome;
import dev.mcpgateway.call.Pipeline;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.config.LimitSpec;
import dev.mcpgateway.config.Plans.Derived;
import dev.mcpgateway.limit.Limits.Slot;
import dev.mcpgateway.meter.Meters;
import dev.mcpgateway.meter.Metric;

/** Counts a call against every limit that matches it. A refused call pays nothing. */
@Component
public final class LimitGate implements Gate {
    /** A slot comes free when somebody else's call ends; nobody knows when, so the hint is short. */
    private static final Duration SLOT_HINT = Duration.ofMillis(200);

    private static final Mono<Void> PAID = Mono.empty();

    private final Derived<Limits> limits;
    private final Buckets buckets;
    private final InstantSource clock;
    private final LongAdder allowed;
    private final Slots slots = new Slots();

    LimitGate(Derived<Limits> limits, @Qualifier("callBuckets") Buckets buckets, Meters meters, InstantSource clock) {
        this.limits = limits;
        this.buckets = buckets;
        this.allowed = meters.counter(Metric.LIMIT_ALLOWED);
        this.clock = clock;
    }

    @Override
    public Pipeline at() {
        return Pipeline.LIMIT;
    }

    @Override
    public Mono<Exit> enter(McpCall call) {
        Limits ofPlan = limits.of(call.plan());
        List<Slot> wanted = ofPlan.slots(call);
        List<Charge> charges = ofPlan.charges(call, clock.instant());
        if (wanted.isEmpty()) {
            Mono<Void> paying = pay(buckets, charges);
            if (paying != PAID) {
                return paying.then(Mono.fromSupplier(() -> allowed(Exit.FREE)));
            }
            if (!charges.isEmpty()) {
                allowed.increment();
            }
            return Exit.LET_IN;
        }
        Optional<Slot> full = slots.take(wanted);
        if (full.isPresent()) {
            return Mono.error(tooMany(full.get()));
        }
        Exit held = new HeldSlots(slots, wanted);
        Mono<Void> paying = pay(buckets, charges);
        if (paying == PAID) {
            return Mono.just(allowed(held));
        }
        Runnable giveBack = () -> held.close(new Outcome.Cancelled());
        return paying.then(Mono.fromSupplier(() -> allowed(held)))
                .doOnError(refused -> giveBack.run())
                .doOnCancel(giveBack);
    }

    private Exit allowed(Exit exit) {
        allowed.increment();
        return exit;
    }

    /** {@link #PAID} where nothing has to be waited for. */
    static Mono<Void> pay(Buckets buckets, List<Charge> charges) {
        if (charges.isEmpty()) {
            return PAID;
        }
        Mono<Verdict> verdict = buckets.take(charges);
        return verdict == Verdict.PAID_AT_ONCE
                ? PAID
                : verdict.flatMap(said -> said.fold(() -> PAID, over -> Mono.error(tooFast(over))));
    }

    private static CallFailure tooFast(Verdict.Over over) {
        LimitSpec limit = over.charge().allowance().spec();
        Duration wait = over.until().plusMillis(1);
        CallFailure failure = CallFailure.retryable(
                        Reason.RATE_LIMITED,
                        "limit '" + limit.id() + "' is used up; try again in " + wait.toMillis() + " ms",
                        wait)
                .with("limit", limit.id());
        return limit.measure()
                .fold(
                        rate -> failure.with("quota", rate.count())
                                .with("windowSeconds", Math.max(1, rate.window().toSeconds())),
                        quota -> failure.with("quota", quota.count())
                                .with("windowSeconds", Duration.ofDays(1).toSeconds()),
                        concurrent -> failure);
    }

    private static CallFailure tooMany(Slot full) {
        return CallFailure.retryable(
                        Reason.RATE_LIMITED,
                        "limit '" + full.limit().id() + "' allows " + full.most() + " calls at the same time",
                        SLOT_HINT)
                .with("limit", full.limit().id());
    }

    /** Gives back once, although both a cancelled wait and the end of the call ask for it. */
    private static final class HeldSlots implements Exit {
        private final Slots slots;
        private final List<Slot> held;
        private final AtomicBoolean open = new AtomicBoolean(true);

        HeldSlots(Slots slots, List<Slot> held) {
            this.slots = slots;
            this.held = held;
        }

        @Override
        public void close(Outcome outcome) {
            if (open.compareAndSet(true, false)) {
                slots.giveBack(held);
            }
        }
    }
}
