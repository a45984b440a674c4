package dev.mcpgateway.limit;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

import reactor.core.publisher.Mono;

/** Whether all charges of a call could be paid. If one could not, none was taken. */
sealed interface Verdict {
    Verdict PAID = new Paid();

    /** Paid without waiting for anybody. */
    Mono<Verdict> PAID_AT_ONCE = Mono.just(PAID);

    <T> T fold(Supplier<T> onPaid, Function<Over, T> onOver);

    /** All paid. */
    record Paid() implements Verdict {
        @Override
        public <T> T fold(Supplier<T> onPaid, Function<Over, T> onOver) {
            return onPaid.get();
        }
    }

    /** This one is used up; after {@code until} one call fits again. */
    record Over(Charge charge, Duration until) implements Verdict {
        @Override
        public <T> T fold(Supplier<T> onPaid, Function<Over, T> onOver) {
            return onOver.apply(this);
        }
    }
}
