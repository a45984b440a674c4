package dev.mcpgateway.store;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import static org.awaitility.Awaitility.await;

/** A connection to the real Redis for tests of other rooms. */
public final class TestRedis implements AutoCloseable {
    private static final String WAKE = "wake";
    private static final long LONGEST_HANG_SECONDS = 60;

    private final Redis redis;

    private TestRedis(Redis redis) {
        this.redis = redis;
    }

    public static TestRedis at(String url) {
        return at(url, Duration.ofSeconds(5));
    }

    public static TestRedis at(String url, Duration timeout) {
        Redis redis = new Redis(new StoreSettings("", url, true, 1, timeout));
        redis.open();
        await().until(() -> redis.commands().isPresent());
        return new TestRedis(redis);
    }

    public static Redis none() {
        return new Redis(new StoreSettings("", "", false, 1, Duration.ofSeconds(1)));
    }

    public Redis redis() {
        return redis;
    }

    public void forgetScripts() {
        redis.commands().orElseThrow().scriptFlush().toCompletableFuture().join();
    }

    /** As a Redis does that is restarted, or evicts. */
    public void forgetEverything() {
        redis.commands().orElseThrow().flushdb().toCompletableFuture().join();
    }

    /** Nothing that is asked over this connection is answered any more, until {@link #wake}; others do not notice. */
    public void hang() {
        // Whoever asked is told that it takes too long; the server holds the connection back all the same.
        redis.commands().orElseThrow().blpop(LONGEST_HANG_SECONDS, WAKE).whenComplete((woken, late) -> {});
    }

    /** Wakes the connection that hangs. */
    public void wake() {
        redis.commands().orElseThrow().lpush(WAKE, "up").toCompletableFuture().join();
    }

    /** The first key that looks so. */
    public Optional<String> find(String pattern) {
        return redis.commands().orElseThrow().keys(pattern).toCompletableFuture().join().stream()
                .findFirst();
    }

    public @Nullable String get(String key) {
        return redis.commands().orElseThrow().get(key).toCompletableFuture().join();
    }

    /** What it says of itself. */
    public String info(String section) {
        return redis.commands()
                .orElseThrow()
                .info(section)
                .toCompletableFuture()
                .join();
    }

    /** How many scripts it ran so far. */
    public long trips() {
        return info("commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_evalsha:"))
                .map(line -> line.replaceAll(".*calls=(\\d+),.*", "$1"))
                .mapToLong(Long::parseLong)
                .sum();
    }

    @Override
    public void close() {
        redis.close();
    }
}
