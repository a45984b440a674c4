package dev.mcpgateway.server.http;

import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;

import reactor.core.publisher.Mono;

import dev.mcpgateway.server.json.Json;

/** {@code GET /health}: open to everybody, so it says no more than that the server answers and which one it is. */
public final class HealthEndpoint implements WebHandler {
    private final byte[] body;

    public HealthEndpoint(String server, String version) {
        body = Json.MAPPER.writeValueAsBytes(
                Json.object().put("status", "ok").put("server", server).put("version", version));
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange) {
        ServerHttpResponse response = exchange.getResponse();
        response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        response.getHeaders().setContentLength(body.length);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
    }
}
