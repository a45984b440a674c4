package dev.mcpgateway.audit;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Reason;

import static org.assertj.core.api.Assertions.assertThat;

class ReadersTest {
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final Readers readers = new Readers();

    @Test
    void aThirdReaderIsRefusedAfterAWhileAndToldWhy() {
        twoRead();

        StepVerifier.withVirtualTime(() -> readers.admit(Flux.just("record")))
                .expectSubscription()
                .expectNoEvent(Duration.ofSeconds(4))
                .thenAwait(A_MINUTE)
                .expectErrorSatisfies(e -> assertThat(e)
                        .isInstanceOfSatisfying(
                                CallFailure.class,
                                refusal -> assertThat(refusal.reason()).isEqualTo(Reason.OVERLOADED))
                        .hasMessage("the audit log is already read by 2 others; try again when they are done"))
                .verify(A_MINUTE);
    }

    @Test
    void whoWaitsComesInWhenAnotherHangsUp() {
        Disposable another = twoRead();

        StepVerifier.withVirtualTime(() -> readers.admit(Flux.just("record")))
                .thenAwait(Duration.ofSeconds(1))
                .then(another::dispose)
                .thenAwait(Duration.ofSeconds(1))
                .expectNext("record")
                .expectComplete()
                .verify(A_MINUTE);
    }

    @Test
    void whoIsDoneOrFailsLeaves() {
        for (int i = 0; i < 10; i++) {
            StepVerifier.create(readers.admit(Flux.just("record")))
                    .expectNext("record")
                    .expectComplete()
                    .verify(A_MINUTE);
            StepVerifier.create(readers.admit(Flux.error(new IllegalStateException("the database is away"))))
                    .expectErrorMessage("the database is away")
                    .verify(A_MINUTE);
        }
    }

    private Disposable twoRead() {
        readers.admit(Flux.never()).subscribe();
        return readers.admit(Flux.never()).subscribe();
    }
}
