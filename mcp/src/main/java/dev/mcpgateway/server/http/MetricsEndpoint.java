package dev.mcpgateway.server.http;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** {@code GET /metrics}, in Prometheus' words. */
public final class MetricsEndpoint implements WebHandler {
    private static final MediaType PROMETHEUS = MediaType.parseMediaType("text/plain;version=0.0.4;charset=utf-8");

    private final Supplier<String> scrape;

    public MetricsEndpoint(Supplier<String> scrape) {
        this.scrape = scrape;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange) {
        ServerHttpResponse response = exchange.getResponse();
        response.getHeaders().setContentType(PROMETHEUS);
        // Reading the system's gauges opens files under /proc.
        return response.writeWith(Mono.fromSupplier(scrape)
                .subscribeOn(Schedulers.boundedElastic())
                .map(text -> response.bufferFactory().wrap(text.getBytes(StandardCharsets.UTF_8))));
    }
}
