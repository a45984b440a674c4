package dev.mcpgateway.server.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

import dev.mcpgateway.server.json.Json;
import dev.mcpgateway.server.message.Frame;
import dev.mcpgateway.server.message.RpcError;

/** The response of one exchange: plain JSON when nothing came before the result, a stream otherwise. */
final class Answer {
    private static final byte[] EVENT = "event: message\ndata: ".getBytes(StandardCharsets.UTF_8);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.UTF_8);

    private final ServerHttpResponse response;

    Answer(ServerWebExchange exchange) {
        this.response = exchange.getResponse();
    }

    Mono<Void> empty(HttpStatus status) {
        response.setStatusCode(status);
        return response.setComplete();
    }

    Mono<Void> failure(RpcError error) {
        return json(HttpStatusCode.valueOf(error.status()), error.message());
    }

    /** A result that comes first and soon is sent whole; anything else, even silence, turns the answer into a stream. */
    Mono<Void> send(Flux<Frame> frames, boolean mayStream, Duration keepAlive) {
        if (!mayStream) {
            return frames.filter(Frame::last)
                    .next()
                    .flatMap(last -> json(HttpStatus.OK, last.message()))
                    .switchIfEmpty(Mono.defer(() -> empty(HttpStatus.ACCEPTED)));
        }
        Flux<Event> events = frames.map(Event::of);
        return events.publish(said -> Flux.merge(
                        said,
                        Flux.interval(keepAlive)
                                .onBackpressureDrop()
                                .map(tick -> Event.KEEP_ALIVE)
                                .takeUntilOther(said.ignoreElements())))
                .switchOnFirst((first, all) -> {
                    Event event = first.get();
                    return event != null && event.json() != null && event.last()
                            ? json(HttpStatus.OK, event.json())
                            : stream(all);
                })
                .then();
    }

    private Mono<Void> json(HttpStatusCode status, ObjectNode message) {
        byte[] bytes = Json.MAPPER.writeValueAsBytes(message);
        response.setStatusCode(status);
        response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        response.getHeaders().setContentLength(bytes.length);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(bytes)));
    }

    private Mono<Void> stream(Flux<Event> events) {
        response.setStatusCode(HttpStatus.OK);
        response.getHeaders().setContentType(MediaType.TEXT_EVENT_STREAM);
        response.getHeaders().setCacheControl("no-store");
        response.getHeaders().set("X-Accel-Buffering", "no");
        return response.writeAndFlushWith(events.map(event -> Mono.just(buffer(event))));
    }

    private DataBuffer buffer(Event event) {
        if (event.json() == null) {
            return response.bufferFactory().wrap(COMMENT);
        }
        byte[] json = Json.MAPPER.writeValueAsBytes(event.json());
        return response.bufferFactory()
                .allocateBuffer(EVENT.length + json.length + END.length)
                .write(EVENT)
                .write(json)
                .write(END);
    }

    /** @param json null for a comment that only keeps the connection alive */
    private record Event(@Nullable ObjectNode json, boolean last) {
        static final Event KEEP_ALIVE = new Event(null, false);

        static Event of(Frame frame) {
            return new Event(frame.message(), frame.last());
        }
    }
}
