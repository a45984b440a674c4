package dev.mcpgateway.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import reactor.core.publisher.Flux;
import reactor.netty.ByteBufFlux;

import dev.mcpgateway.config.ServerSpec;

/**
 * What a tool server answered.
 *
 * @param from which of its instances
 * @param headers those that may travel on
 * @param shape how the body is to be passed on
 * @param body to be consumed exactly once; the connection goes back to its pool when it ends
 */
public record Answer(ServerSpec.Instance from, int status, HttpHeaders headers, Shape shape, ByteBufFlux body) {
    /** The same answer with another body, whose length is not known yet. */
    public Answer with(Shape otherShape, Flux<ByteBuf> otherBody) {
        HttpHeaders others = headers.copy().remove(HttpHeaderNames.CONTENT_LENGTH);
        return new Answer(from, status, others, otherShape, ByteBufFlux.fromInbound(otherBody));
    }

    /** How a body comes. */
    public enum Shape {
        /** No body at all: a notification was taken. */
        EMPTY,
        /** One JSON value, small enough to be sent in one piece. */
        WHOLE,
        /** One JSON value of any size, passed on as it comes. */
        PIECES,
        /** Server-sent events, each passed on the moment it comes. */
        EVENTS
    }
}
