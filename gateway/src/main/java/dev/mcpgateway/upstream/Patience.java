package dev.mcpgateway.upstream;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

import io.netty.buffer.ByteBuf;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * How long one answer may be silent, and how long it may last. One timer that looks when either could be up, however
 * much comes meanwhile: a timer set anew with every event costs more than passing the event on.
 */
final class Patience {
    private final long mostSilent;
    private final long longest;
    private final Scheduler timer;
    private final long began = System.nanoTime();
    private volatile long last = began;
    private volatile boolean isTooSilent;

    /** @param timer best on the event loop that the answer comes on */
    Patience(Duration mostSilent, Duration longest, Scheduler timer) {
        this.mostSilent = mostSilent.toNanos();
        this.longest = longest.toNanos();
        this.timer = timer;
    }

    /** Silent for too long, it fails with a {@link TimeoutException}; when it has lasted long enough, it ends. */
    Flux<ByteBuf> with(Flux<ByteBuf> body) {
        return body.doOnNext(any -> last = System.nanoTime())
                // An error of the other one would end this, but not cancel the body.
                .takeUntilOther(Mono.defer(this::look).repeat())
                .concatWith(Mono.defer(() -> isTooSilent ? Mono.error(new TimeoutException()) : Mono.empty()));
    }

    /** A value when time is up; nothing, for now, after a while in which it cannot be up. */
    private Mono<Boolean> look() {
        long now = System.nanoTime();
        long rest = longest - (now - began);
        long silence = mostSilent - (now - last);
        if (rest > 0 && silence > 0) {
            return Mono.delay(Duration.ofNanos(Math.min(rest, silence)), timer).then(Mono.empty());
        }
        isTooSilent = rest > 0;
        return Mono.just(true);
    }
}
