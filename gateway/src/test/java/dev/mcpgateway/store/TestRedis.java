package dev.mcpgateway.store;

import java.time.Duration;

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

    public Redis redis() {
        return redis;
    }

    public void forgetScripts() {
        redis.commands().orElseThrow().scriptFlush().toCompletableFuture().join();
    }

    @Override
    public void close() {
        redis.close();
    }
}
