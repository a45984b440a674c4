package dev.mcpgateway.edge;

import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import org.springframework.web.server.WebFilterChain;

import io.netty.channel.ChannelFuture;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Pipeline;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.config.GatewaySettings;

/** The one place where a failure becomes a response, and one line in the log. */
@Component
final class RenderDoor implements Door {
    private final Renderer renderer;
    private final CallLog log;
    private final int largestBody;

    RenderDoor(Renderer renderer, CallLog log, GatewaySettings settings) {
        this.renderer = renderer;
        this.log = log;
        this.largestBody = settings.maxBodyBytes();
    }

    @Override
    public Pipeline at() {
        return Pipeline.RENDER;
    }

    @Override
    public Mono<Void> pass(ServerWebExchange exchange, WebFilterChain inside) {
        return go(inside, exchange).onErrorResume(thrown -> {
            CurrentCall current = CurrentCall.of(exchange);
            CallFailure failure = failure(thrown);
            current.failed(failure);
            log.failed(current, failure);
            if (exchange.getResponse().isCommitted()) {
                return breakOff(exchange);
            }
            // To a body that is no HTTP the server itself has answered, before anybody here saw the end of it.
            boolean isAnswered = nativeResponse(exchange).hasSentHeaders();
            return isAnswered ? Mono.empty() : renderer.render(exchange, current, failure);
        });
    }

    /** What the doors behind this one throw on the spot arrives like any other failure. */
    private static Mono<Void> go(WebFilterChain inside, ServerWebExchange exchange) {
        try {
            return inside.filter(exchange);
        } catch (RuntimeException thrown) {
            return Mono.error(thrown);
        }
    }

    /**
     * After the first byte there is no other answer than an end that cannot be taken for a good one. Not by an error: the
     * framework and the server would each report it again, as something that nobody foresaw.
     */
    private static Mono<Void> breakOff(ServerWebExchange exchange) {
        return Mono.create(sink -> OwnLoop.nativeRequest(exchange).withConnection(connection -> {
            ChannelFuture unused = connection.channel().close().addListener(closed -> sink.success());
        }));
    }

    private static HttpServerResponse nativeResponse(ServerWebExchange exchange) {
        return ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse());
    }

    private CallFailure failure(Throwable thrown) {
        if (thrown instanceof CallFailure failure) {
            return failure;
        }
        if (thrown instanceof MethodNotAllowedException) {
            return CallFailure.of(Reason.METHOD_NOT_ALLOWED, "this path does not take that HTTP method");
        }
        if (thrown instanceof UnsupportedMediaTypeStatusException) {
            return CallFailure.of(Reason.UNSUPPORTED_MEDIA_TYPE, "send Content-Type: application/json");
        }
        if (thrown instanceof ResponseStatusException status) {
            return switch (status.getStatusCode().value()) {
                case 404 -> CallFailure.of(Reason.NOT_FOUND, "there is nothing at this path");
                case 406 -> CallFailure.of(Reason.NOT_ACCEPTABLE, "the answer cannot be had in that type");
                // A body without its size in its head, which the framework read for a controller.
                case 413 -> AdmitDoor.tooLarge(largestBody);
                case 400 -> CallFailure.of(Reason.INVALID_REQUEST, "the request cannot be read");
                default -> internal(thrown);
            };
        }
        return internal(thrown);
    }

    private static CallFailure internal(Throwable thrown) {
        return CallFailure.of(Reason.INTERNAL, "something went wrong in the gateway; its log knows the request id")
                .causedBy(thrown);
    }
}
