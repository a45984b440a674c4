package dev.mcpgateway.server.http;

import java.net.URI;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import reactor.core.publisher.Mono;

import dev.mcpgateway.server.message.RpcError;
import dev.mcpgateway.wire.GatewayHeaders;

/** Everything but health needs the gateway's secret, and no web page from elsewhere gets in, secret or not. */
public final class Doorkeeper implements WebFilter {
    private static final Set<String> OPEN = Set.of("/health");
    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

    private final GatewaySecret secret;
    private final Set<String> allowedOrigins;

    public Doorkeeper(GatewaySecret secret, Set<String> allowedOrigins) {
        this.secret = secret;
        this.allowedOrigins = allowedOrigins;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        if (!originAllowed(headers.getOrigin())) {
            return new Answer(exchange)
                    .failure(RpcError.own(403, false, "origin_refused", "This Origin may not call here"));
        }
        if (!OPEN.contains(exchange.getRequest().getPath().value()) && !secret.matches(offered(headers))) {
            return new Answer(exchange)
                    .failure(RpcError.own(
                            401,
                            false,
                            "unauthenticated",
                            "Header " + GatewayHeaders.AUTH + " must carry this tool's gateway secret"));
        }
        return chain.filter(exchange);
    }

    private static @Nullable String offered(HttpHeaders headers) {
        List<String> values = headers.getOrDefault(GatewayHeaders.AUTH, List.of());
        return values.size() == 1 ? values.get(0) : null;
    }

    private boolean originAllowed(@Nullable String origin) {
        return origin == null || allowedOrigins.contains(origin) || isLocal(origin);
    }

    private static boolean isLocal(String origin) {
        try {
            String host = URI.create(origin).getHost();
            return host != null && LOCAL.contains(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
