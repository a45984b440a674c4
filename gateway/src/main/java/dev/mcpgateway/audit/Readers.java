package dev.mcpgateway.audit;

import java.time.Duration;
import java.util.concurrent.Semaphore;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Flux;
import reactor.util.retry.Retry;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Reason;

/**
 * Who reads for long, an export or a verification, holds one of few connections for as long as that takes. So there are
 * never more than two: the others are for records on their way in.
 */
@Component
final class Readers {
    private static final int AT_ONCE = 2;
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final int LOOKS = 25;
    private static final Duration HINT = Duration.ofSeconds(30);

    private final Semaphore places = new Semaphore(AT_ONCE);

    /** Waits for a place a few seconds long, then says that there is none. */
    <T> Flux<T> admit(Flux<T> reading) {
        return Flux.defer(() -> places.tryAcquire()
                        ? reading.doFinally(signal -> places.release())
                        : Flux.<T>error(new NoPlace()))
                .retryWhen(Retry.fixedDelay(LOOKS, LOOK)
                        .filter(NoPlace.class::isInstance)
                        .onRetryExhaustedThrow((spec, last) -> CallFailure.retryable(
                                Reason.OVERLOADED,
                                "the audit log is already read by " + AT_ONCE + " others; try again when they are done",
                                HINT)));
    }

    private static final class NoPlace extends RuntimeException {
        NoPlace() {
            super("no place", null, false, false);
        }
    }
}
