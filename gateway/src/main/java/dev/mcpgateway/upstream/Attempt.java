package dev.mcpgateway.upstream;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;

/**
 * One call to one instance, and what its breaker learns of it: once, when the answer begins or it is clear that none
 * will. How long a stream lasts after that says nothing about the instance, and neither does a call that ran out of
 * time: perhaps that tool is slow. Whether the whole server hangs is for the probe to say.
 */
final class Attempt {
    private static final int BAD_GATEWAY = 502;
    private static final int GATEWAY_TIMEOUT = 504;

    private final CircuitBreaker breaker;
    private final long began = System.nanoTime();
    private final AtomicBoolean open = new AtomicBoolean(true);

    Attempt(CircuitBreaker breaker) {
        this.breaker = breaker;
    }

    /** 502 to 504 is what a proxy says whose server is not there. */
    void answered(int status) {
        if (open.compareAndSet(true, false)) {
            long took = System.nanoTime() - began;
            if (status >= BAD_GATEWAY && status <= GATEWAY_TIMEOUT) {
                breaker.onError(took, TimeUnit.NANOSECONDS, new IllegalStateException("HTTP " + status));
            } else {
                breaker.onSuccess(took, TimeUnit.NANOSECONDS);
            }
        }
    }

    /** It could not be reached, or broke off before it answered. */
    void failed(Throwable e) {
        if (open.compareAndSet(true, false)) {
            breaker.onError(System.nanoTime() - began, TimeUnit.NANOSECONDS, e);
        }
    }

    /** The caller left, or time ran out. */
    void left() {
        if (open.compareAndSet(true, false)) {
            breaker.releasePermission();
        }
    }
}
