package dev.mcpgateway.edge;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;

import io.netty.channel.EventLoop;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServerRequest;

/**
 * The event loop that serves a client's connection. A gate that waited for somebody else's thread (Redis) comes back to
 * it, so that request, upstream and response stay on one thread.
 */
public final class OwnLoop {
    private OwnLoop() {}

    public static <T> Mono<T> resume(Mono<T> waited, ServerWebExchange exchange) {
        return waited.flatMap(value -> {
            EventLoop loop = of(nativeRequest(exchange));
            return loop.inEventLoop() ? Mono.just(value) : Mono.just(value).publishOn(Schedulers.fromExecutor(loop));
        });
    }

    /** The same for a wait that ends without a value. */
    public static Mono<Void> resumeEmpty(Mono<Void> waited, ServerWebExchange exchange) {
        return resume(waited.thenReturn(true), exchange).then();
    }

    /** The request as reactor-netty made it. */
    public static HttpServerRequest nativeRequest(ServerWebExchange exchange) {
        return ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
    }

    static EventLoop of(HttpServerRequest request) {
        AtomicReference<@Nullable EventLoop> loop = new AtomicReference<>();
        request.withConnection(connection -> loop.set(connection.channel().eventLoop()));
        return Objects.requireNonNull(loop.get());
    }
}
