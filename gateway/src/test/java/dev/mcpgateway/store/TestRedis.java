package dev.mcpgateway.store;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/** A connection to the real Redis for tests of other rooms. */
public final class TestRedis implements AutoCloseable {
    private final Redis redis;

    private TestRedis(Redis redis) {
        this.redis = redis;
    }

    public static TestRedis at(String url) {
        Redis redis = new Redis(new StoreSettings("", url, true, 1, Duration.ofSeconds(5)));
        redis.open();
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

    public @Nullable String get(String key) {
        return redis.commands().orElseThrow().get(key).toCompletableFuture().join();
    }

    /** How many scripts it ran so far. */
    public long trips() {
        return redis.commands()
                .orElseThrow()
                .info("commandstats")
                .toCompletableFuture()
                .join()
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
