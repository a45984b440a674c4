package dev.mcpgateway.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Calls that come at times fixed beforehand, whatever became of those before: one thread sends, another receives. A
 * call's clock runs from the time it was planned for, so whoever makes calls wait, the load generator included, has to
 * answer for it.
 */
final class OpenLoad {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<Question> questions;
    private final int port;
    private final int connections;

    OpenLoad(List<Question> questions, int port, int connections) {
        this.questions = questions;
        this.port = port;
        this.connections = connections;
    }

    /** @param arrivals in nanoseconds from the beginning, in their order */
    Load.Result run(long[] arrivals) {
        List<LoadConnection> open = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            BlockingQueue<LoadConnection> free = new ArrayBlockingQueue<>(connections);
            for (int i = 0; i < connections; i++) {
                LoadConnection connection = new LoadConnection(port);
                open.add(connection);
                connection.channel().register(selector, SelectionKey.OP_READ, connection);
                free.add(connection);
            }
            Receiver receiver = new Receiver(selector, free);
            long start = System.nanoTime();
            receiver.start();
            Optional<String> unsent = send(arrivals, start, free);
            receiver.finish(open.size());
            unsent.ifPresent(why -> receiver.tally.failed(why, 1));
            return receiver.tally.after(Duration.ofNanos(System.nanoTime() - start));
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            open.forEach(Load::close);
        }
    }

    /** Why it ended before its time, if it did. */
    private Optional<String> send(long[] arrivals, long start, BlockingQueue<LoadConnection> free)
            throws InterruptedException, IOException {
        ByteBuffer[] prepared = Load.prepared(questions);
        for (int i = 0; i < arrivals.length; i++) {
            long planned = start + arrivals[i];
            for (long wait = planned - System.nanoTime(); wait > 0; wait = planned - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            LoadConnection connection = free.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (connection == null) {
                return Optional.of(
                        "all " + connections + " connections were waiting for " + PATIENCE.toSeconds() + " s");
            }
            int question = i % prepared.length;
            connection.send(questions.get(question), prepared[question].rewind(), planned);
        }
        return Optional.empty();
    }

    /** Takes answers as they come, and gives their connections back. */
    private static final class Receiver extends Thread {
        private final Selector selector;
        private final BlockingQueue<LoadConnection> free;
        private final Tally tally = new Tally();
        private volatile boolean isOver;

        Receiver(Selector selector, BlockingQueue<LoadConnection> free) {
            super("receiver");
            setDaemon(true);
            this.selector = selector;
            this.free = free;
        }

        @Override
        public void run() {
            try {
                while (!isOver) {
                    selector.select(this::answered);
                }
            } catch (IOException e) {
                tally.failed(String.valueOf(e.getMessage()), 1);
            }
        }

        private void answered(SelectionKey key) {
            LoadConnection connection = (LoadConnection) key.attachment();
            try {
                if (connection.receive()) {
                    tally.answered(connection);
                    free.add(connection);
                }
            } catch (IOException e) {
                tally.failed(String.valueOf(e.getMessage()), 1);
                key.cancel();
            }
        }

        /** Waits until every connection is back, or long enough. */
        void finish(int connections) throws InterruptedException {
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (free.size() < connections && System.nanoTime() < until) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            isOver = true;
            selector.wakeup();
            join();
            if (free.size() < connections) {
                tally.failed("no answer within " + PATIENCE.toSeconds() + " s", connections - free.size());
            }
        }
    }
}
