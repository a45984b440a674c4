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

    /** What came of it. The calls are those answered as expected. */
    record Result(long calls, long errors, Optional<String> firstError, Duration took, Latencies latencies) {}

    private final byte[][] requests;
    private final int port;
    private final byte[] expected;
    private int next;

    Load(byte[][] requests, int port, byte[] expected) {
        this.requests = requests;
        this.port = port;
        this.expected = expected;
    }

    Result run(int connections, Duration length) {
        List<LoadConnection> open = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                LoadConnection connection = new LoadConnection(port, expected);
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

    private static void close(LoadConnection connection) {
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
        private final Latencies latencies = new Latencies();
        private final ByteBuffer[] prepared = new ByteBuffer[requests.length];
        private int underWay;
        private long errors;
        private Optional<String> firstError = Optional.empty();

        Running(Selector selector, List<LoadConnection> open, long until) {
            this.selector = selector;
            this.open = open;
            this.until = until;
            for (int i = 0; i < prepared.length; i++) {
                prepared[i] = ByteBuffer.allocateDirect(requests[i].length).put(requests[i]);
            }
        }

        Result toTheEnd() throws IOException {
            long start = System.nanoTime();
            for (LoadConnection connection : open) {
                underWay++;
                send(connection);
            }
            while (underWay > 0) {
                if (selector.select(this::answered, PATIENCE.toMillis()) == 0) {
                    errors += underWay;
                    firstError = firstError.or(() -> Optional.of("no answer within " + PATIENCE.toSeconds() + " s"));
                    break;
                }
            }
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            return new Result(latencies.total(), errors, firstError, took, latencies);
        }

        private void answered(SelectionKey key) {
            LoadConnection connection = (LoadConnection) key.attachment();
            try {
                if (!connection.receive()) {
                    return;
                }
                if (connection.isExpected()) {
                    latencies.record(System.nanoTime() - connection.sentAt());
                } else {
                    failed("not the tool's answer: " + connection.text().strip());
                }
                if (System.nanoTime() < until) {
                    send(connection);
                } else {
                    underWay--;
                }
            } catch (IOException e) {
                failed(String.valueOf(e.getMessage()));
                key.cancel();
                underWay--;
            }
        }

        private void send(LoadConnection connection) throws IOException {
            int index = next;
            next = index + 1 == prepared.length ? 0 : index + 1;
            connection.send(prepared[index].rewind(), System.nanoTime());
        }

        private void failed(String why) {
            errors++;
            firstError = firstError.or(() -> Optional.of(why));
        }
    }
}
