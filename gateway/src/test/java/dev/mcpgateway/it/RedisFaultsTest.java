package dev.mcpgateway.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import reactor.core.publisher.Mono;

import dev.mcpgateway.limit.RedisPulse;
import dev.mcpgateway.stores.LocalRedis;
import dev.mcpgateway.stores.junit.Stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Everything that happens to a Redis, while two callers call as fast as they can: one under a limit that is leased, one
 * under a limit that asks each time. No call fails or waits long, limits hold, and all is as before afterwards.
 */
class RedisFaultsTest {
    private static final String POLICY = """
            version: 1
            roles: { reader: {} }
            rules: [ { id: all, to: [reader], allow: ["echo/*"] } ]
            limits:
              - { id: fast, per: [user], rate: 40/s,   burst: 40, for: ["echo/fast"] }
              - { id: slow, per: [user], rate: 120/min, burst: 10, for: ["echo/slow"] }
            """;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration FAULT = Duration.ofSeconds(3);

    @TempDir
    static Path folder;

    private static LocalRedis redis;
    private static TestTool echo;
    private static TestGateway gateway;
    private static final AtomicInteger USERS = new AtomicInteger();

    @BeforeAll
    static void start() {
        redis = LocalRedis.throwaway().start();
        echo = TestTool.that((request, response) -> request.receive()
                .then(response.header("Content-Type", "application/json")
                        .sendString(Mono.just("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}"))
                        .then()));
        gateway = new TestGateway(
                folder,
                "version: 1\nservers: { echo: { url: \"" + echo.url() + "\", tools: { fast: {}, slow: {} } } }\n",
                POLICY,
                new Stores("", redis.url()));
        await().atMost(PATIENCE).until(RedisFaultsTest::isShared);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        echo.close();
        redis.close();
    }

    @Test
    void slow() {
        during(() -> tell("CLIENT PAUSE 3000 ALL"), () -> {});
    }

    @Test
    void goneAndBack() {
        during(redis::stop, redis::start);
    }

    @Test
    void flapping() {
        during(
                () -> {
                    redis.stop();
                    redis.start();
                    await().atMost(PATIENCE).until(RedisFaultsTest::isShared);
                    redis.stop();
                },
                redis::start);
    }

    @Test
    void readOnly() {
        during(() -> tell("REPLICAOF 127.0.0.1 1"), () -> tell("REPLICAOF NO ONE"));
    }

    @Test
    void full() {
        during(() -> tell("CONFIG SET maxmemory 1"), () -> tell("CONFIG SET maxmemory 128mb"));
    }

    @Test
    void everythingEvicted() {
        during(() -> tell("FLUSHALL"), () -> {});
    }

    private static void during(Runnable fault, Runnable mending) {
        String user = Tokens.of("user-" + USERS.incrementAndGet(), "reader");
        Traffic fast = new Traffic(user, "fast");
        Traffic slow = new Traffic(user, "slow");
        await().until(() -> fast.served.get() > 20 && slow.served.get() > 5);

        fault.run();
        await().pollDelay(FAULT).until(() -> true);
        mending.run();
        await().atMost(PATIENCE).until(RedisFaultsTest::isShared);
        int before = slow.served.get();
        await().atMost(PATIENCE).until(() -> slow.served.get() > before);

        fast.end();
        slow.end();
        assertThat(fast.failed.get() + slow.failed.get()).isZero();
        assertThat(Math.max(fast.slowest.get(), slow.slowest.get())).isLessThan(2_000);
        assertThat((double) fast.served.get()).isLessThan(2 * (40 + 40 * fast.seconds()));
        assertThat((double) slow.served.get()).isLessThan(2 * (10 + 2 * slow.seconds()));
    }

    private static boolean isShared() {
        return gateway.context().getBean(RedisPulse.class).isShared();
    }

    /** One inline command, past the gateway. */
    private static void tell(String command) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo('+');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Two clients of one user that call one tool again and again. */
    private static final class Traffic {
        final AtomicInteger served = new AtomicInteger();
        final AtomicInteger failed = new AtomicInteger();
        final AtomicLong slowest = new AtomicLong();
        private final long began = System.nanoTime();
        private final CompletableFuture<?> clients;
        private volatile boolean going = true;
        private volatile double seconds;

        Traffic(String token, String tool) {
            clients = CompletableFuture.allOf(IntStream.range(0, 2)
                    .mapToObj(i -> CompletableFuture.runAsync(() -> call(token, tool)))
                    .toArray(CompletableFuture[]::new));
        }

        private void call(String token, String tool) {
            while (going) {
                long start = System.nanoTime();
                HttpResponse<String> answer = gateway.call(token, "/echo/mcp", tool, "{}");
                slowest.accumulateAndGet((System.nanoTime() - start) / 1_000_000, Math::max);
                if (answer.body().contains("\"result\"")) {
                    served.incrementAndGet();
                } else if (!answer.body().contains("-31429")) {
                    System.err.println("failed: " + answer.body());
                    failed.incrementAndGet();
                }
            }
        }

        double seconds() {
            return seconds;
        }

        void end() {
            going = false;
            clients.join();
            seconds = (System.nanoTime() - began) / 1e9;
        }
    }
}
