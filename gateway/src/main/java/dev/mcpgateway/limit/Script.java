package dev.mcpgateway.limit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.codec.Base16;
import reactor.core.publisher.Mono;

import dev.mcpgateway.store.Redis;

/**
 * One Lua script, called by its digest.
 *
 * @param <T> what it answers
 */
final class Script<T> {
    private final Redis redis;
    private final String text;
    private final String digest;
    private final ScriptOutputType answers;

    Script(Redis redis, String name, ScriptOutputType answers) {
        this.redis = redis;
        this.text = text(name);
        this.digest = Base16.digest(text.getBytes(StandardCharsets.UTF_8));
        this.answers = answers;
    }

    Mono<T> call(String[] keys, String... arguments) {
        return redis.commands()
                .map(commands -> Mono.fromCompletionStage(() -> commands.<T>evalsha(digest, answers, keys, arguments))
                        // A Redis that was restarted has forgotten the script; sending it once teaches it again.
                        .onErrorResume(
                                RedisNoScriptException.class,
                                e -> Mono.fromCompletionStage(() -> commands.<T>eval(text, answers, keys, arguments))))
                .orElseGet(() -> Mono.error(new IllegalStateException("Redis is not connected")));
    }

    private static String text(String name) {
        try (InputStream lua = Script.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(lua).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
