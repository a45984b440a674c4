package dev.mcpgateway.route;

import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.config.GlobalCorsProperties;
import org.springframework.cloud.gateway.event.RefreshRoutesResultEvent;
import org.springframework.cloud.gateway.handler.FilteringWebHandler;
import org.springframework.cloud.gateway.handler.RoutePredicateHandlerMapping;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Mono;

import dev.mcpgateway.edge.CurrentCall;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR;

/**
 * Sends MCP calls to the routes at once, where the framework would look through every controller first. While nobody has
 * written routes there is but one, and it is taken without asking its predicate.
 */
@Component
final class CallMapping implements HandlerMapping, Ordered {
    private final RoutePredicateHandlerMapping lookup;
    private final RouteLocator routes;
    private final boolean hasCors;
    private final Mono<Object> filters;
    private volatile @Nullable Route only;

    CallMapping(
            RoutePredicateHandlerMapping lookup,
            RouteLocator routes,
            GlobalCorsProperties cors,
            FilteringWebHandler filters) {
        this.lookup = lookup;
        this.routes = routes;
        this.hasCors = !cors.getCorsConfigurations().isEmpty();
        this.filters = Mono.just(filters);
    }

    @EventListener(RefreshRoutesResultEvent.class)
    void routesAreThere() {
        routes.getRoutes()
                .take(2)
                .collectList()
                .subscribe(found -> only = found.size() == 1 && !hasCors ? found.get(0) : null);
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Object> getHandler(ServerWebExchange exchange) {
        if (CurrentCall.of(exchange).call().isEmpty()) {
            return Mono.empty();
        }
        Route route = only;
        if (route == null) {
            return lookup.getHandler(exchange);
        }
        exchange.getAttributes().put(GATEWAY_ROUTE_ATTR, route);
        return filters;
    }
}
