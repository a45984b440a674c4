package dev.mcpgateway.store;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Redis, over one connection that mends itself. While it is away commands fail at once instead of queueing, so that a
 * caller's fallback costs no wait.
 */
public final class Redis {
    private static final Logger log = LoggerFactory.getLogger(Redis.class);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final int QUEUE = 10_000;

    private final Optional<RedisURI> uri;
    private final RedisClient client;
    private volatile @Nullable StatefulRedisConnection<String, String> connection;
    private Disposable connecting = Disposables.disposed();

    Redis(StoreSettings settings) {
        uri = settings.redisUrl().isBlank() ? Optional.empty() : Optional.of(RedisUrl.read(settings.redisUrl()));
        client = RedisClient.create();
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(QUEUE)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(CONNECT)
                        .keepAlive(true)
                        .build())
                .timeoutOptions(TimeoutOptions.enabled(settings.redisTimeout()))
                .build());
    }

    public boolean isConfigured() {
        return uri.isPresent();
    }

    /** The commands, while Redis is reachable. */
    public Optional<RedisAsyncCommands<String, String>> commands() {
        StatefulRedisConnection<String, String> now = connection;
        return now != null && now.isOpen() ? Optional.of(now.async()) : Optional.empty();
    }

    /** Whether Redis answers now. */
    public Mono<Boolean> answers() {
        return commands()
                .map(commands ->
                        Mono.fromCompletionStage(commands.ping()).hasElement().onErrorReturn(false))
                .orElseGet(() -> Mono.just(false));
    }

    void open() {
        uri.ifPresent(at -> connecting = Mono.fromCompletionStage(() -> client.connectAsync(StringCodec.UTF8, at))
                .doOnError(e ->
                        log.warn("Redis {}:{} is not reachable; limits are kept locally", at.getHost(), at.getPort()))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(250)).maxBackoff(Duration.ofSeconds(5)))
                .subscribe(opened -> connection = opened));
    }

    void close() {
        connecting.dispose();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
}
