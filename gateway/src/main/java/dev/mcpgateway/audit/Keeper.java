package dev.mcpgateway.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import dev.mcpgateway.spool.Spool;

/**
 * The one thread that waits for the spools' disk: makes their files ahead of need, forces what was written, and runs
 * what else a spool wants done by its keeper.
 */
@Component
final class Keeper {
    private static final Logger log = LoggerFactory.getLogger(Keeper.class);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread keeper = new Thread(task, "audit-keeper");
        keeper.setDaemon(true);
        return keeper;
    });
    private final Scheduler scheduler = Schedulers.fromExecutorService(thread, "audit-keeper");
    private final List<Spool> spools;
    private final AuditSettings settings;
    private final Object lock = new Object();
    private List<Sinks.Empty<Void>> waiting = new ArrayList<>();
    private String complaint = "";
    private Future<?> tending = CompletableFuture.completedFuture(null);

    Keeper(Spools spools, AuditSettings settings) {
        this.spools = new CopyOnWriteArrayList<>(spools.all());
        this.settings = settings;
    }

    void start() {
        tending = thread.scheduleWithFixedDelay(this::tend, 0, settings.flush().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Runs {@code work} on the keeper's thread. */
    <T> Mono<T> run(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(scheduler);
    }

    /** Completes when everything written until now survives a power cut. Calls that wait at once share one write. */
    Mono<Void> forced() {
        return Mono.defer(() -> {
            Sinks.Empty<Void> done = Sinks.empty();
            boolean isFirst;
            synchronized (lock) {
                isFirst = waiting.isEmpty();
                waiting.add(done);
            }
            if (isFirst) {
                thread.execute(this::tend);
            }
            return done.asMono();
        });
    }

    /** On the keeper's thread: this spool needs it no more. */
    void leave(Spool spool) {
        spools.remove(spool);
    }

    void stop() {
        tending.cancel(false);
        thread.shutdown();
        scheduler.dispose();
    }

    private void tend() {
        List<Sinks.Empty<Void>> served;
        synchronized (lock) {
            served = waiting;
            waiting = new ArrayList<>();
        }
        try {
            boolean hasRoom = true;
            for (Spool spool : spools) {
                spool.force();
                hasRoom &= prepare(spool);
            }
            complaint = hasRoom ? "" : complaint;
            served.forEach(Sinks.Empty::tryEmitEmpty);
        } catch (RuntimeException e) {
            // The disk itself is broken; the next look says whether still.
            complain("The audit spool cannot be written to the disk: " + e);
            served.forEach(sink -> sink.tryEmitError(e));
        }
    }

    private boolean prepare(Spool spool) {
        try {
            spool.prepare();
            return true;
        } catch (IOException e) {
            complain("The disk has no room for the audit spool (" + e.getMessage() + "); " + settings.keeping()
                    + " keeping decides what becomes of calls");
            return false;
        }
    }

    /** Once per trouble, not once per look. */
    private void complain(String says) {
        if (!says.equals(complaint)) {
            complaint = says;
            log.error(says);
        }
    }
}
