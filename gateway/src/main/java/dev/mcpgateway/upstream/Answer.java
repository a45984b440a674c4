package dev.mcpgateway.upstream;

import io.netty.handler.codec.http.HttpHeaders;
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
