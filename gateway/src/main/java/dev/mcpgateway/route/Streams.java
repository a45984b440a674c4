package dev.mcpgateway.route;

import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.edge.LastWord;
import dev.mcpgateway.relay.KeepAlive;
import dev.mcpgateway.relay.StreamScan;
import dev.mcpgateway.upstream.Answer;

/** What a stream of events needs beside its events: a sign of life when it is quiet, and a last word when it breaks. */
@Component
final class Streams {
    private static final String HANDLER = "mcp.keepAlive";

    private final LastWord lastWord;
    private final StreamSettings settings;

    Streams(LastWord lastWord, StreamSettings settings) {
        this.lastWord = lastWord;
        this.settings = settings;
    }

    /**
     * The answer's events. If they break off between two events, the client is told as its call's answer; inside an
     * event, or where the client can take the stream up again, an end that cannot be taken for a good one is all there
     * is to say. A client that has its answer needs no second one: how the stream ends after that is nothing to it.
     */
    Flux<ByteBuf> events(McpCall call, Answer answer, ServerWebExchange exchange) {
        StreamScan scan = new StreamScan(call.facts());
        return answer.body().doOnNext(scan::see).onErrorResume(CallFailure.class, failure -> {
            if (call.message().id().isPresent() && scan.hasAnswered()) {
                return Flux.empty();
            }
            return scan.isBetweenEvents() && !scan.carriedId()
                    ? lastWord.of(exchange, failure).map(Unpooled::wrappedBuffer)
                    : Mono.error(failure);
        });
    }

    /** Keeps the client's connection awake while {@code writing} goes on. */
    Mono<Void> keepAlive(HttpServerRequest request, Mono<Void> writing) {
        return Mono.using(
                () -> {
                    KeepAlive handler = new KeepAlive(settings.keepAlive());
                    request.withConnection(connection -> connection.addHandlerLast(HANDLER, handler));
                    return handler;
                },
                any -> writing,
                any -> request.withConnection(connection -> connection.removeHandler(HANDLER)));
    }
}
