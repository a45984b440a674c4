package dev.mcpgateway.admin;

import java.nio.charset.StandardCharsets;

import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.mcpgateway.edge.CurrentCall;

/** Text on its way to a client, no faster than the client reads it. */
final class Exported {
    private static final int LINES_AT_ONCE = 100;

    private Exported() {}

    static Mono<Void> write(ServerWebExchange exchange, Flux<String> lines) {
        DataBufferFactory buffers = exchange.getResponse().bufferFactory();
        CurrentCall current = CurrentCall.of(exchange);
        return exchange.getResponse().writeWith(lines.buffer(LINES_AT_ONCE).map(some -> {
            byte[] bytes = String.join("", some).getBytes(StandardCharsets.UTF_8);
            current.sent(bytes.length);
            return buffers.wrap(bytes);
        }));
    }
}
