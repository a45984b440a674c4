package dev.mcpgateway.server.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import reactor.core.Disposable;

import dev.mcpgateway.server.message.RpcError;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WorkersTest {
    private final Workers workers = new Workers(1, 1);
    private final CountDownLatch busy = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @BeforeEach
    void theOnlyWorkerIsBusy() throws InterruptedException {
        workers.run(() -> {
                    busy.countDown();
                    return release.await(20, TimeUnit.SECONDS);
                })
                .subscribe();
        assertThat(busy.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @AfterEach
    void close() {
        release.countDown();
        workers.close();
    }

    @Test
    void refusesWhatFindsNoRoom() {
        CompletableFuture<String> waiting = workers.run(() -> "waited").toFuture();

        assertThatThrownBy(() -> workers.run(() -> "one too many").block())
                .isInstanceOf(RpcError.class)
                .hasMessageContaining("busy");
        release.countDown();
        assertThat(waiting.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo("waited");
    }

    @Test
    void whatNobodyWaitsForTakesNobodysPlace() {
        Disposable abandoned = workers.run(() -> "abandoned").subscribe();
        abandoned.dispose();

        CompletableFuture<String> next = workers.run(() -> "next").toFuture();
        release.countDown();

        assertThat(next.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo("next");
    }
}
