package dev.mcpgateway.route;

import java.net.URI;
import java.util.Map;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.call.Pipeline;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.config.ServerSpec;
import dev.mcpgateway.edge.CurrentCall;
import dev.mcpgateway.edge.OwnLoop;
import dev.mcpgateway.edge.WholeBody;
import dev.mcpgateway.meter.CallMeter;
import dev.mcpgateway.relay.AnswerScan;
import dev.mcpgateway.relay.Relay;
import dev.mcpgateway.upstream.Answer;
import dev.mcpgateway.upstream.Crossing;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR;

/**
 * The last filter of a route to {@code mcp://<server>}: over to the tool, and the answer relayed. It stands in place of
 * the stock routing filter, which would send headers and body in separate writes.
 */
@Component
final class CrossingFilter implements GlobalFilter, Ordered {
    static final String SCHEME = "mcp";

    /** The server of the scope that was asked, rather than one a route names. */
    static final URI OWN_SERVER = URI.create(SCHEME + "://scope");

    private static final String NO_PROXY_BUFFERING = "X-Accel-Buffering";

    private final Crossing crossing;
    private final Relay relay;
    private final Streams streams;
    private final CallMeter calls;

    CrossingFilter(Crossing crossing, Relay relay, Streams streams, CallMeter calls) {
        this.crossing = crossing;
        this.relay = relay;
        this.streams = streams;
        this.calls = calls;
    }

    /** Whether this is a route to a server of tools.yaml. */
    static boolean leads(Route route) {
        return SCHEME.equals(route.getUri().getScheme());
    }

    /** After every filter of a route, whatever its order, and before the stock filters that would look for HTTP. */
    @Override
    public int getOrder() {
        return Pipeline.CROSSING.order();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Route route = exchange.getRequiredAttribute(GATEWAY_ROUTE_ATTR);
        if (!leads(route)) {
            return chain.filter(exchange);
        }
        CurrentCall current = CurrentCall.of(exchange);
        McpCall call = current.call().orElseThrow(NoMcpCall::new);
        return crossing.send(
                call,
                target(route, call),
                OwnLoop.nativeRequest(exchange).requestHeaders(),
                answer -> write(call, relay.of(call, answer), exchange, current));
    }

    private static ServerSpec target(Route route, McpCall call) {
        String named = route.getUri().getHost();
        if (OWN_SERVER.getHost().equals(named)) {
            return call.server();
        }
        ServerSpec server = call.plan().servers().get(named);
        if (server == null) {
            throw CallFailure.of(
                    Reason.UPSTREAM_UNAVAILABLE,
                    "route '" + route.getId() + "' leads to a server that tools.yaml does not have");
        }
        return server;
    }

    private Mono<Void> write(McpCall call, Answer answer, ServerWebExchange exchange, CurrentCall current) {
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(HttpStatusCode.valueOf(answer.status()));
        HttpHeaders headers = response.getHeaders();
        for (Map.Entry<String, String> header : answer.headers()) {
            headers.add(header.getKey(), header.getValue());
        }
        NettyDataBufferFactory buffers = (NettyDataBufferFactory) response.bufferFactory();
        return switch (answer.shape()) {
            case EMPTY -> answer.body().then(response.setComplete());
            case WHOLE ->
                // No longer than its own header said, or what an edit left of it.
                response.writeWith(WholeBody.of(answer.body(), Integer.MAX_VALUE)
                        .map(bytes -> {
                            headers.setContentLength(bytes.length);
                            current.facts().answerSays(AnswerScan.of(Unpooled.wrappedBuffer(bytes)));
                            current.sent(bytes.length);
                            return buffers.wrap(bytes);
                        }));
            case PIECES -> {
                AnswerScan scan = new AnswerScan();
                yield response.writeWith(answer.body().map(bytes -> {
                    current.facts().answerSays(scan.see(bytes));
                    return counted(bytes, buffers, current);
                }));
            }
            case EVENTS -> {
                current.exits().add(calls.stream());
                headers.set(NO_PROXY_BUFFERING, "no");
                headers.setCacheControl("no-store");
                // Nothing, first: the headers go out now, though the first event may be hours away. Written as one
                // stream, not in groups: what waits unwritten when a client leaves is released, and a flush follows
                // each batch at once either way.
                Flux<DataBuffer> events = Flux.concat(
                        Mono.just(buffers.wrap(Unpooled.EMPTY_BUFFER)),
                        streams.events(call, answer, exchange).map(bytes -> counted(bytes, buffers, current)));
                yield streams.keepAlive(OwnLoop.nativeRequest(exchange), response.writeWith(events));
            }
        };
    }

    /** Kept past the signal that brought it, until it is written. */
    private static DataBuffer counted(ByteBuf bytes, NettyDataBufferFactory buffers, CurrentCall current) {
        current.sent(bytes.readableBytes());
        return buffers.wrap(bytes.retain());
    }
}
