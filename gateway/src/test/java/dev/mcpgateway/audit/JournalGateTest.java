package dev.mcpgateway.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import dev.mcpgateway.audit.AuditSettings.Sync;
import dev.mcpgateway.call.Gate.Exit;
import dev.mcpgateway.spool.Spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class JournalGateTest {
    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir
    Path folder;

    @Test
    void withSyncAlwaysACallWaitsUntilItsBeginningIsOnTheDisk() throws IOException {
        Bookkeeping books = Bookkeeping.in(folder, Sync.ALWAYS, 0, CLOCK);
        Spool spool = books.spools().own().orElseThrow();
        Keeper keeper = new Keeper(books.spools(), books.settings());
        CountDownLatch busyDisk = new CountDownLatch(1);
        Disposable busy = keeper.run(() -> {
                    busyDisk.await();
                    return true;
                })
                .subscribe();

        AtomicBoolean isLetIn = new AtomicBoolean();
        Disposable entering = enter(books, keeper).subscribe(exit -> isLetIn.set(true));

        assertThat(isLetIn).isFalse();
        assertThat(onTheDisk(spool)).isZero();

        busyDisk.countDown();
        await().untilTrue(isLetIn);
        assertThat(onTheDisk(spool)).isPositive();
        busy.dispose();
        entering.dispose();
        keeper.stop();
        spool.close();
    }

    @Test
    void otherwiseItDoesNotWait() throws IOException {
        Bookkeeping books = Bookkeeping.in(folder, Sync.INTERVAL, 0, CLOCK);
        Spool spool = books.spools().own().orElseThrow();
        Keeper keeper = new Keeper(books.spools(), books.settings());

        StepVerifier.create(enter(books, keeper)).expectNextCount(1).verifyComplete();

        assertThat(onTheDisk(spool)).isZero();
        keeper.stop();
        spool.close();
    }

    private static Mono<Exit> enter(Bookkeeping books, Keeper keeper) {
        return new JournalGate(books.journal(), keeper, books.settings(), CLOCK).enter(books.call(CLOCK.instant()));
    }

    /** Bytes of entries that a power cut would leave: a reader gets no further. */
    private static int onTheDisk(Spool spool) throws IOException {
        int end = spool.read(spool.position(), 100, 1 << 20).end().offset();
        return Math.max(0, end - 2 * Long.BYTES);
    }
}
