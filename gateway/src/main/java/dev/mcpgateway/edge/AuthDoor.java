package dev.mcpgateway.edge;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;

import reactor.core.publisher.Mono;

import dev.mcpgateway.auth.Authenticator;
import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Caller;
import dev.mcpgateway.call.Pipeline;
import dev.mcpgateway.call.Reason;

/** Nobody passes without a caller, except to the open paths. Not per route: no route can opt out. */
@Component
final class AuthDoor implements Door {
    private final Authenticator authenticator;
    private final PublicUrls urls;

    AuthDoor(Authenticator authenticator, PublicUrls urls) {
        this.authenticator = authenticator;
        this.urls = urls;
    }

    @Override
    public Pipeline at() {
        return Pipeline.AUTH;
    }

    @Override
    public Mono<Void> pass(ServerWebExchange exchange, WebFilterChain inside) {
        CurrentCall current = CurrentCall.of(exchange);
        if (current.endpoint().isOpen()) {
            return mayRecognise(exchange, current)
                    ? recognised(exchange, current).then(inside.filter(exchange))
                    : inside.filter(exchange);
        }
        refuseTokenInQuery(exchange.getRequest().getURI().getRawQuery());
        return caller(exchange, current).flatMap(caller -> {
            current.caller(caller);
            return inside.filter(exchange);
        });
    }

    private Mono<Caller> caller(ServerWebExchange exchange, CurrentCall current) {
        return authenticator.authenticate(
                exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION),
                audience -> isHere(audience, current),
                current.plan());
    }

    /** Whether a token is looked at where none is asked for: only where it can make a difference. */
    static boolean mayRecognise(ServerWebExchange exchange, CurrentCall current) {
        return current.endpoint().tellsSomeMore()
                && exchange.getRequest().getHeaders().containsHeader(HttpHeaders.AUTHORIZATION);
    }

    /** Whose token is no good is nobody there. */
    private Mono<Void> recognised(ServerWebExchange exchange, CurrentCall current) {
        return caller(exchange, current)
                .doOnNext(current::caller)
                .onErrorResume(CallFailure.class, nobody -> Mono.empty())
                .then();
    }

    /** A token for an MCP endpoint names exactly that one; a token for the gateway itself opens the rest. */
    private boolean isHere(String audience, CurrentCall current) {
        return urls.isUrlOf(current.origin().path(), audience)
                || (!current.endpoint().isMcp() && urls.isUrlOf("", audience));
    }

    /** Queries end up in the logs of every proxy on the way, so a token must not learn to travel there. */
    private static void refuseTokenInQuery(@Nullable String query) {
        if (query != null && query.contains("access_token=")) {
            throw CallFailure.of(
                    Reason.UNAUTHENTICATED,
                    "a token in the query is not taken, and is no secret any more; send Authorization: Bearer …");
        }
    }
}
