package dev.mcpgateway.upstream;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.Test;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

class PatienceTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final ByteBuf EVENT = Unpooled.EMPTY_BUFFER;

    @Test
    void whatIsSilentForTooLongFails() {
        TestPublisher<ByteBuf> body = TestPublisher.create();

        StepVerifier.create(with(Duration.ofMillis(100), LONG, body.flux()))
                .then(() -> body.next(EVENT))
                .expectNext(EVENT)
                .expectError(TimeoutException.class)
                .verify(LONG);

        body.assertCancelled();
    }

    @Test
    void whatSpeaksNowAndThenLastsLongerThanItMayBeSilent() {
        Flux<ByteBuf> body = Flux.interval(Duration.ofMillis(50)).take(30).map(any -> EVENT);

        StepVerifier.create(with(Duration.ofSeconds(1), LONG, body))
                .expectNextCount(30)
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void whatDoesNotEndIsEnded() {
        TestPublisher<ByteBuf> body = TestPublisher.create();

        StepVerifier.create(with(LONG, Duration.ofMillis(100), body.flux()))
                .expectComplete()
                .verify(LONG);

        body.assertCancelled();
    }

    private static Flux<ByteBuf> with(Duration silence, Duration longest, Flux<ByteBuf> body) {
        return new Patience(silence, longest, Schedulers.parallel()).with(body);
    }
}
