package dev.mcpgateway.limit;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.ScriptOutputType;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import dev.mcpgateway.store.Redis;

/**
 * Whether limits are shared at this moment, and among how many gateways. Each says once a second that it is there, by a
 * write: so a Redis that is gone, hangs, or may only be read shows itself before many calls have waited for it.
 */
@Component
public final class RedisPulse implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(RedisPulse.class);
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final Duration LONGEST_BEAT = Duration.ofSeconds(2);
    private static final Duration FIRST_BEAT = Duration.ofMillis(50);
    private static final Duration BEAT_WHILE_AWAY = Duration.ofMillis(250);
    /** After what time it is worth asking again. */
    static final Duration BACK_SOON = Duration.ofSeconds(1);

    private static final String SILENT_SECONDS = "5";
    private static final String[] KEYS = {"mcp:gateways"};

    private final Redis redis;
    private final Script<Long> beat;
    private final String self = UUID.randomUUID().toString();
    private final AtomicBoolean shared = new AtomicBoolean();
    private final Disposable beating;
    private volatile int gateways = 1;

    RedisPulse(Redis redis) {
        this.redis = redis;
        this.beat = new Script<>(redis, "beat.lua", ScriptOutputType.INTEGER);
        this.beating = redis.isConfigured()
                ? Mono.delay(FIRST_BEAT)
                        .then(Mono.defer(this::beat))
                        .then(Mono.defer(() -> Mono.delay(shared.get() ? BEAT : BEAT_WHILE_AWAY)))
                        .repeat()
                        .subscribe()
                : () -> {};
    }

    /** Whether limits are counted together with other gateways. */
    public boolean isShared() {
        return shared.get();
    }

    /** Whether they should be. */
    public boolean isWanted() {
        return redis.isConfigured();
    }

    /** How many gateways there were when Redis last answered, this one among them. */
    public int gateways() {
        return gateways;
    }

    /**
     * A call met a Redis that did not do what it was asked: nobody else shall ask it until it beats again. An answer that
     * is only late says nothing of the others, for perhaps it is this process that has too much to do: whether Redis
     * hangs, the next beat shows.
     */
    void missed(Throwable e) {
        if (!(e instanceof RedisCommandTimeoutException)) {
            away(e);
        }
    }

    private void away(Throwable e) {
        if (shared.compareAndSet(true, false)) {
            log.warn("Redis does not answer ({}); limits are kept in this process until it does", e.toString());
        }
    }

    /** Stops beating, and has the others share the limits without this gateway from their next beat on. */
    Mono<Void> leave() {
        beating.dispose();
        return redis.commands()
                .map(commands -> Mono.fromCompletionStage(() -> commands.zrem(KEYS[0], self))
                        .then())
                .orElseGet(Mono::empty);
    }

    private Mono<Void> beat() {
        return beat.call(KEYS, self, SILENT_SECONDS)
                // Whatever becomes of one beat, there is a next.
                .timeout(LONGEST_BEAT)
                .doOnNext(count -> {
                    gateways = Math.max(1, Math.toIntExact(count));
                    if (shared.compareAndSet(false, true)) {
                        log.info("Redis answers; limits are shared by {} gateways", count);
                    }
                })
                .doOnError(this::away)
                .onErrorComplete()
                .then();
    }

    @Override
    public void destroy() {
        beating.dispose();
    }
}
