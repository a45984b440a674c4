package dev.mcpgateway.limit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import org.springframework.stereotype.Component;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.Base16;
import reactor.core.publisher.Mono;

import dev.mcpgateway.store.Redis;

/** The buckets all gateways share: one Lua call for all limits of a call. */
@Component
final class RedisBuckets implements Buckets {
    private final Redis redis;
    private final String script = script();
    private final String digest;

    RedisBuckets(Redis redis) {
        this.redis = redis;
        this.digest = Base16.digest(script.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Mono<Verdict> take(List<Charge> charges) {
        return redis.commands()
                .map(commands -> take(commands, charges))
                .orElseGet(() -> Mono.error(new IllegalStateException("Redis is not connected")));
    }

    private Mono<Verdict> take(RedisAsyncCommands<String, String> commands, List<Charge> charges) {
        String[] keys = new String[charges.size()];
        String[] amounts = new String[charges.size() * 2];
        for (int i = 0; i < keys.length; i++) {
            Charge charge = charges.get(i);
            keys[i] = charge.key();
            amounts[2 * i] = Long.toString(charge.intervalMicros());
            amounts[2 * i + 1] = Long.toString(charge.depthMicros());
        }
        return Mono.fromCompletionStage(
                        () -> commands.<List<Long>>evalsha(digest, ScriptOutputType.MULTI, keys, amounts))
                // A Redis that was restarted has forgotten the script; sending it once teaches it again.
                .onErrorResume(
                        RedisNoScriptException.class,
                        e -> Mono.fromCompletionStage(
                                () -> commands.<List<Long>>eval(script, ScriptOutputType.MULTI, keys, amounts)))
                .map(answer -> verdict(charges, answer));
    }

    private static Verdict verdict(List<Charge> charges, List<Long> answer) {
        int over = Math.toIntExact(answer.get(0));
        return over == 0
                ? Verdict.PAID
                : new Verdict.Over(charges.get(over - 1), Duration.ofNanos(answer.get(1) * 1_000));
    }

    private static String script() {
        try (InputStream lua = RedisBuckets.class.getResourceAsStream("take.lua")) {
            return new String(Objects.requireNonNull(lua).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
