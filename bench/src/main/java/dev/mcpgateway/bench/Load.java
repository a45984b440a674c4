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

/**
 * A closed loop on one thread: every connection sends its next call when the last one is answered. Cheap on purpose,
 * because it shares the machine with what it measures.
 */
final class Load {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * What came of it.
     *
     * @param calls those answered as expected
     * @param first until the first byte of a body came, which of a stream is long before the last
     */
    record Result(
            long calls,
            long errors,
            Optional<String> firstError,
            Duration took,
            Latencies latencies,
            Latencies first) {}

    private final List<Question> questions;
    private final int port;
    private int next;

    Load(List<Question> questions, int port) {
        this.questions = questions;
        this.port = port;
    }

    Load(byte[][] requests, int port, byte[] expected) {
        this(Question.of(requests, expected), port);
    }

    Result run(int connections, Duration length) {
        List<LoadConnection> open = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                LoadConnection connection = new LoadConnection(port);
                open.add(connection);
                connection.channel().register(selector, SelectionKey.OP_READ, connection);
            }
            return new Running(selector, open, System.nanoTime() + length.toNanos()).toTheEnd();
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port + ": " + e.getMessage(), e);
        } finally {
            open.forEach(Load::close);
        }
    }

    static void close(LoadConnection connection) {
        try {
            connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Running {
        private final Selector selector;
        private final List<LoadConnection> open;
        private final long until;
        private final Tally tally = new Tally();
        private final ByteBuffer[] prepared;
        private int underWay;

        Running(Selector selector, List<LoadConnection> open, long until) {
            this.selector = selector;
            this.open = open;
            this.until = until;
            this.prepared = prepared(questions);
        }

        Result toTheEnd() throws IOException {
            long start = System.nanoTime();
            for (LoadConnection connection : open) {
                underWay++;
                send(connection);
            }
            while (underWay > 0) {
                if (selector.select(this::answered, PATIENCE.toMillis()) == 0) {
                    tally.failed("no answer within " + PATIENCE.toSeconds() + " s", underWay);
                    break;
                }
            }
            return tally.after(Duration.ofNanos(System.nanoTime() - start));
        }

        private void answered(SelectionKey key) {
            LoadConnection connection = (LoadConnection) key.attachment();
            try {
                if (!connection.receive()) {
                    return;
                }
                tally.answered(connection);
                if (System.nanoTime() < until) {
                    send(connection);
                } else {
                    underWay--;
                }
            } catch (IOException e) {
                tally.failed(String.valueOf(e.getMessage()), 1);
                key.cancel();
                underWay--;
            }
        }

        private void send(LoadConnection connection) throws IOException {
            int index = next;
            next = index + 1 == prepared.length ? 0 : index + 1;
            connection.send(questions.get(index), prepared[index].rewind(), System.nanoTime());
        }
    }

    /** Outside the heap, where a socket takes them from without a copy. */
    static ByteBuffer[] prepared(List<Question> questions) {
        return questions.stream()
                .map(Question::request)
                .map(request -> ByteBuffer.allocateDirect(request.length).put(request))
                .toArray(ByteBuffer[]::new);
    }
}
