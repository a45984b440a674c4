package dev.mcpgateway.it;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.mcpgateway.stores.LocalRedis;

/** Everything that happens to a Redis, under calls. */
class RedisFaultsTest {
    @TempDir
    static Path folder;

    private static LocalRedis redis;
    private static RedisTrial trial;

    @BeforeAll
    static void start() {
        redis = LocalRedis.throwaway().start();
        trial = new RedisTrial(folder, redis.url());
    }

    @AfterAll
    static void stop() {
        trial.close();
        redis.close();
    }

    @Test
    void hanging() {
        trial.during(() -> tell("CLIENT PAUSE 3000 ALL"), () -> {});
    }

    @Test
    void goneAndBack() {
        trial.during(redis::stop, redis::start);
    }

    @Test
    void flapping() {
        trial.during(
                () -> {
                    redis.stop();
                    redis.start();
                    trial.awaitShared();
                    redis.stop();
                },
                redis::start);
    }

    @Test
    void readOnly() {
        trial.during(() -> tell("REPLICAOF 127.0.0.1 1"), () -> tell("REPLICAOF NO ONE"));
    }

    @Test
    void full() {
        trial.during(() -> tell("CONFIG SET maxmemory 1"), () -> tell("CONFIG SET maxmemory 128mb"));
    }

    @Test
    void everythingEvicted() {
        trial.during(() -> tell("FLUSHALL"), () -> {});
    }

    private static void tell(String command) {
        RedisTrial.tell(redis, command);
    }
}
