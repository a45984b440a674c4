package dev.mcpgateway.server.engine;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import dev.mcpgateway.server.message.RpcError;

/** Where work runs that needs the CPU or blocks: so many threads, so many waiting, the rest refused at once. */
public final class Workers implements AutoCloseable {
    private static final int IDLE_SECONDS = 30;

    private final Scheduler scheduler;

    public Workers(int threads, int waiting) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(waiting),
                work -> {
                    Thread thread = new Thread(work, "tool-worker-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                Workers::makeRoom);
        pool.allowCoreThreadTimeOut(true);
        scheduler = Schedulers.fromExecutorService(pool, "tool-workers");
    }

    /** What was cancelled while it waited keeps its place until somebody needs it; nobody is refused for its sake. */
    private static void makeRoom(Runnable work, ThreadPoolExecutor pool) {
        pool.purge();
        if (pool.isShutdown() || pool.getQueue().remainingCapacity() == 0) {
            throw new RejectedExecutionException("no room");
        }
        pool.execute(work);
    }

    <T> Mono<T> run(Callable<T> work) {
        return Mono.fromCallable(() -> answeredFor(work))
                .subscribeOn(scheduler)
                .onErrorMap(RejectedExecutionException.class, full -> overloaded("all workers of this tool are busy"));
    }

    /** Reactor lets errors of the JVM pass, and then nobody would answer; these are only the work's own. */
    private static <T> T answeredFor(Callable<T> work) throws Exception {
        try {
            return work.call();
        } catch (StackOverflowError | LinkageError e) {
            throw new IllegalStateException("The work nests too deep, or a class of it is missing", e);
        }
    }

    static RpcError overloaded(String why) {
        return RpcError.own(503, true, "overloaded", "Not started: " + why + ". Try again in a second");
    }

    @Override
    public void close() {
        scheduler.dispose();
    }
}
