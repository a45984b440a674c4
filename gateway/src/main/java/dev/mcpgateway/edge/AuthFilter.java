package dev.mcpgateway.edge;

import java.util.List;

import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import reactor.core.publisher.Mono;

import dev.mcpgateway.auth.Authenticator;
import dev.mcpgateway.call.Pipeline;
import dev.mcpgateway.config.GatewaySettings;

/** Nobody passes without a caller, except to the open paths. Not per route: no route can opt out. */
@Component
final class AuthFilter implements WebFilter, Ordered {
    private final Authenticator authenticator;
    private final GatewaySettings settings;

    AuthFilter(Authenticator authenticator, GatewaySettings settings) {
        this.authenticator = authenticator;
        this.settings = settings;
    }

    @Override
    public int getOrder() {
        return Pipeline.AUTH.order();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        CurrentCall current = CurrentCall.of(exchange);
        if (current.endpoint().isOpen()) {
            return chain.filter(exchange);
        }
        List<String> authorization = exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION);
        return authenticator
                .authenticate(
                        authorization,
                        audience -> isHere(audience, current.origin().path()),
                        current.plan())
                .flatMap(caller -> {
                    current.caller(caller);
                    return chain.filter(exchange);
                });
    }

    private boolean isHere(String audience, String path) {
        return settings.publicUrls().stream()
                .anyMatch(url -> audience.equals(url.resolve(path).toString()));
    }
}
