package dev.mcpgateway.meter;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import io.netty.util.concurrent.EventExecutor;
import reactor.netty.http.HttpResources;
import reactor.netty.resources.LoopResources;

/**
 * Asks every event loop for a little work now and then, and looks how late it comes to it. What is late here is late
 * for every call on that loop.
 */
@Component
final class LoopLag implements SmartLifecycle {
    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final AtomicLong worst = new AtomicLong();
    private final List<Future<?>> asking = new ArrayList<>();
    private volatile long worstBefore;
    private volatile long windowBegan = System.nanoTime();

    LoopLag(Meters meters) {
        meters.gauge(Metric.EVENT_LOOP_LAG_SECONDS, () -> Math.max(worst.get(), worstBefore) / 1e9);
    }

    @Override
    public void start() {
        for (EventExecutor loop : HttpResources.get().onServer(LoopResources.DEFAULT_NATIVE)) {
            Question question = new Question();
            asking.add(loop.scheduleWithFixedDelay(question, EVERY_NANOS, EVERY_NANOS, TimeUnit.NANOSECONDS));
        }
    }

    @Override
    public void stop() {
        asking.forEach(question -> question.cancel(false));
        asking.clear();
    }

    @Override
    public boolean isRunning() {
        return !asking.isEmpty();
    }

    private void late(long nanos, long now) {
        long began = windowBegan;
        if (now - began > WINDOW_NANOS) {
            windowBegan = now;
            worstBefore = worst.getAndSet(0);
        }
        worst.accumulateAndGet(nanos, Math::max);
    }

    /** One per loop, and run only by it. */
    private final class Question implements Runnable {
        private long due = System.nanoTime() + EVERY_NANOS;

        @Override
        public void run() {
            long now = System.nanoTime();
            late(Math.max(0, now - due), now);
            due = now + EVERY_NANOS;
        }
    }
}
