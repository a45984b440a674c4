package dev.mcpgateway.issuer.http;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import reactor.core.publisher.Mono;

import dev.mcpgateway.issuer.refusal.Refusal;

/**
 * Keeps web pages of other sites out: a browser on this machine reaches us, so loopback alone does not. Pages of this machine,
 * such as the MCP Inspector's, may read our answers (CORS); a foreign name for our address (DNS rebinding) is refused.
 */
public final class LocalDoor implements WebFilter {
    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

    private final String issuerHost;
    private final boolean anyHost;

    /** @param anyHost whether others may reach us on purpose, under names we cannot know */
    public LocalDoor(URI issuer, boolean anyHost) {
        this.issuerHost = issuer.getHost();
        this.anyHost = anyHost;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        if (!anyHost && !isOurs("http://" + headers.getFirst(HttpHeaders.HOST))) {
            return Mono.error(
                    Refusal.of(403, "access_denied", "This issuer answers to localhost and to its ISSUER_URL only"));
        }
        List<String> origins = headers.getOrDefault(HttpHeaders.ORIGIN, List.of());
        if (origins.isEmpty()) {
            return chain.filter(exchange);
        }
        if (origins.size() > 1 || !isOurs(origins.get(0))) {
            return Mono.error(
                    Refusal.of(403, "access_denied", "This Origin may not call here; pages of this machine may"));
        }
        return admit(exchange, origins.get(0), chain);
    }

    private Mono<Void> admit(ServerWebExchange exchange, String origin, WebFilterChain chain) {
        ServerHttpResponse response = exchange.getResponse();
        response.getHeaders().setAccessControlAllowOrigin(origin);
        response.getHeaders().setVary(List.of(HttpHeaders.ORIGIN));
        HttpHeaders headers = exchange.getRequest().getHeaders();
        boolean isPreflight = HttpMethod.OPTIONS.equals(exchange.getRequest().getMethod())
                && headers.getFirst(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) != null;
        if (!isPreflight) {
            return chain.filter(exchange);
        }
        response.getHeaders().setAccessControlAllowMethods(List.of(HttpMethod.GET, HttpMethod.POST));
        response.getHeaders()
                .setAccessControlAllowHeaders(
                        List.of("Authorization", "Content-Type", "MCP-Protocol-Version", AdminToken.HEADER));
        response.getHeaders().setAccessControlMaxAge(600);
        response.setStatusCode(HttpStatus.NO_CONTENT);
        return response.setComplete();
    }

    private boolean isOurs(String url) {
        return host(url)
                .filter(host -> LOCAL.contains(host) || host.equals(issuerHost))
                .isPresent();
    }

    private static Optional<String> host(String url) {
        try {
            return Optional.ofNullable(URI.create(url).getHost());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
