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

import reactor.core.publisher.Mono;

import dev.mcpgateway.limit.RedisPulse;
import dev.mcpgateway.stores.LocalRedis;
import dev.mcpgateway.stores.junit.Stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A gateway whose Redis is in for something, while two callers call as fast as they can: one under a limit that is
 * leased, one under a limit that asks each time. No call may fail or wait long, limits hold, and all is as before
 * afterwards.
 */
final class RedisTrial implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String POLICY = """
            version: 1
            roles: { reader: {} }
            rules: [ { id: all, to: [reader], allow: ["echo/*"] } ]
            limits:
              - { id: fast, per: [user], rate: 40/s,   burst: 40, for: ["echo/fast"] }
              - { id: slow, per: [user], rate: 120/min, burst: 10, for: ["echo/slow"] }
            """;
    private static final Duration FAULT = Duration.ofSeconds(3);

    private final TestTool echo;
    private final TestGateway gateway;
    private int users;

    RedisTrial(Path folder, String redisUrl) {
        echo = TestTool.that((request, response) -> request.receive()
                .then(response.header("Content-Type", "application/json")
                        .sendString(Mono.just("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}"))
                        .then()));
        gateway = new TestGateway(
                folder,
                "version: 1\nservers: { echo: { url: \"" + echo.url() + "\", tools: { fast: {}, slow: {} } } }\n",
                POLICY,
                new Stores("", redisUrl));
        awaitShared();
    }

    void awaitShared() {
        RedisPulse pulse = gateway.context().getBean(RedisPulse.class);
        await().atMost(PATIENCE).until(pulse::isShared);
    }

    void during(Runnable fault, Runnable mending) {
        String user = Tokens.of("user-" + ++users, "reader");
        Traffic fast = new Traffic(gateway, user, "fast");
        Traffic slow = new Traffic(gateway, user, "slow");
        await().until(() -> fast.served.get() > 20 && slow.served.get() > 5);

        fault.run();
        await().pollDelay(FAULT).until(() -> true);
        mending.run();
        awaitShared();
        int before = slow.served.get();
        await().atMost(PATIENCE).until(() -> slow.served.get() > before);

        fast.end();
        slow.end();
        assertThat(fast.failed.get() + slow.failed.get()).isZero();
        assertThat(Math.max(fast.slowest.get(), slow.slowest.get())).isLessThan(2_000);
        assertThat((double) fast.served.get()).isLessThan(2 * (40 + 40 * fast.seconds));
        assertThat((double) slow.served.get()).isLessThan(2 * (10 + 2 * slow.seconds));
    }

    /** One inline command, past the gateway. */
    static void tell(LocalRedis redis, String command) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo('+');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        gateway.close();
        echo.close();
    }

    /** Two clients of one user that call one tool again and again. */
    private static final class Traffic {
        final AtomicInteger served = new AtomicInteger();
        final AtomicInteger failed = new AtomicInteger();
        final AtomicLong slowest = new AtomicLong();
        private final TestGateway gateway;
        private final long began = System.nanoTime();
        private final CompletableFuture<?> clients;
        private volatile boolean going = true;
        private volatile double seconds;

        Traffic(TestGateway gateway, String token, String tool) {
            this.gateway = gateway;
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

        void end() {
            going = false;
            clients.join();
            seconds = (System.nanoTime() - began) / 1e9;
        }
    }
}
