package dev.mcpgateway.bench.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** All clients, in one thread. */
final class StreamClients implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long TICK_MILLIS = 2;

    private final Selector selector;
    private final Queue<Runnable> asked = new ConcurrentLinkedQueue<>();
    private final List<StreamGroup> opening = new ArrayList<>();
    private final ByteBuffer in = ByteBuffer.allocateDirect(256 * 1024);
    private final Thread thread = new Thread(this::run, "clients");
    private volatile boolean closed;

    StreamClients() {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread.setDaemon(true);
        thread.start();
    }

    StreamGroup open(StreamGroup.Way way, StreamGroup.Plan plan) {
        return ask(() -> {
            StreamGroup group = new StreamGroup(way, plan);
            opening.add(group);
            return group;
        });
    }

    /** What belongs to the clients' thread is seen and touched there. */
    <T> T ask(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        asked.add(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        selector.wakeup();
        return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    private void run() {
        try (selector) {
            while (!closed) {
                selector.select(key -> ((ClientStream) key.attachment()).ready(in), TICK_MILLIS);
                for (Runnable next = asked.poll(); next != null; next = asked.poll()) {
                    next.run();
                }
                long now = System.nanoTime();
                opening.removeIf(group -> !group.open(selector, now));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
    }
}
