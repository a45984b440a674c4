package dev.mcpgateway.server.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.mcpgateway.server.engine.McpEngine;
import dev.mcpgateway.server.message.Caller;
import dev.mcpgateway.server.message.Frame;
import dev.mcpgateway.server.message.McpRequest;
import dev.mcpgateway.server.message.RpcError;
import dev.mcpgateway.wire.GatewayHeaders;
import dev.mcpgateway.wire.HeaderText;
import dev.mcpgateway.wire.McpHeaders;
import dev.mcpgateway.wire.McpMethod;

/** {@code POST /mcp}. Stateless: a legacy session id is given out so that a cancellation finds its call, and not kept. */
public final class McpEndpoint implements WebHandler {
    private final McpEngine engine;
    private final RequestReader reader;
    private final SessionIds sessions = new SessionIds();
    private final int maxBody;
    private final Duration keepAlive;

    public McpEndpoint(McpEngine engine, RequestReader reader, int maxBody, Duration keepAlive) {
        this.engine = engine;
        this.reader = reader;
        this.maxBody = maxBody;
        this.keepAlive = keepAlive;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange) {
        Answer answer = new Answer(exchange);
        if (!HttpMethod.POST.equals(exchange.getRequest().getMethod())) {
            exchange.getResponse().getHeaders().setAllow(Set.of(HttpMethod.POST));
            return answer.empty(HttpStatus.METHOD_NOT_ALLOWED);
        }
        HttpHeaders headers = exchange.getRequest().getHeaders();
        if (!isJson(headers)) {
            return answer.failure(
                    RpcError.own(415, false, "unsupported_media_type", "Content-Type must be application/json"));
        }
        return body(exchange)
                .flatMap(bytes -> hear(reader.read(headers, bytes), exchange, answer))
                .onErrorResume(RpcError.class, error -> answer.failure(error));
    }

    private Mono<byte[]> body(ServerWebExchange exchange) {
        RpcError tooLarge =
                RpcError.own(413, false, "payload_too_large", "The body may have at most " + maxBody + " bytes");
        if (exchange.getRequest().getHeaders().getContentLength() > maxBody) {
            return Mono.error(tooLarge);
        }
        return DataBufferUtils.join(exchange.getRequest().getBody(), maxBody)
                .map(McpEndpoint::take)
                .onErrorMap(DataBufferLimitException.class, tooMuch -> tooLarge)
                .switchIfEmpty(Mono.error(() -> RpcError.parse("The body is empty")));
    }

    private static byte[] take(DataBuffer buffer) {
        try {
            byte[] bytes = new byte[buffer.readableByteCount()];
            buffer.read(bytes);
            return bytes;
        } finally {
            DataBufferUtils.release(buffer);
        }
    }

    private Mono<Void> hear(Incoming incoming, ServerWebExchange exchange, Answer answer) {
        Caller caller = caller(exchange);
        if (incoming instanceof Incoming.Request request) {
            return reply(request.request(), caller, exchange, answer);
        }
        if (incoming instanceof Incoming.Notification note) {
            engine.hear(note.method(), note.params(), caller);
        }
        return answer.empty(HttpStatus.ACCEPTED);
    }

    private Mono<Void> reply(McpRequest request, Caller caller, ServerWebExchange exchange, Answer answer) {
        if (McpMethod.INITIALIZE.wire().equals(request.method())) {
            exchange.getResponse().getHeaders().set(McpHeaders.SESSION_ID, sessions.next());
        }
        Flux<Frame> frames = Flux.defer(() -> engine.answer(request, caller));
        return answer.send(frames, mayStream(exchange), keepAlive)
                .onErrorResume(RpcError.class, error -> answer.failure(error.about(request.id())));
    }

    private static Caller caller(ServerWebExchange exchange) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        return new Caller(
                said(headers, GatewayHeaders.USER_ID).map(McpEndpoint::decoded),
                said(headers, GatewayHeaders.TENANT_ID).map(McpEndpoint::decoded),
                said(headers, GatewayHeaders.REQUEST_ID)
                        .orElseGet(() -> exchange.getRequest().getId()),
                said(headers, McpHeaders.SESSION_ID));
    }

    private static Optional<String> said(HttpHeaders headers, String name) {
        return Optional.ofNullable(headers.getFirst(name)).filter(value -> !value.isBlank());
    }

    /** What a header cannot hold, and what only looks encoded, the gateway encodes; all else stands as it is. */
    private static String decoded(String value) {
        try {
            String text = HeaderText.isEncoded(value) ? HeaderText.decoded(value) : value;
            return text.isEmpty() ? value : text;
        } catch (IllegalArgumentException e) {
            return value;
        }
    }

    private static boolean isJson(HttpHeaders headers) {
        MediaType type = quietly(headers);
        return type != null && type.isCompatibleWith(MediaType.APPLICATION_JSON);
    }

    private static @Nullable MediaType quietly(HttpHeaders headers) {
        try {
            return headers.getContentType();
        } catch (InvalidMediaTypeException e) {
            return null;
        }
    }

    /** Clients must take both; one that names only JSON gets its answer without what was said on the way. */
    private static boolean mayStream(ServerWebExchange exchange) {
        List<MediaType> accepted = exchange.getRequest().getHeaders().getAccept();
        return accepted.isEmpty() || accepted.stream().anyMatch(type -> type.includes(MediaType.TEXT_EVENT_STREAM));
    }
}
