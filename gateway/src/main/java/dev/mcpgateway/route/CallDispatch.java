package dev.mcpgateway.route;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.config.GlobalCorsProperties;
import org.springframework.cloud.gateway.event.RefreshRoutesEvent;
import org.springframework.cloud.gateway.event.RefreshRoutesResultEvent;
import org.springframework.cloud.gateway.filter.AdaptCachedBodyGlobalFilter;
import org.springframework.cloud.gateway.filter.ForwardPathFilter;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.cloud.gateway.filter.RemoveCachedBodyFilter;
import org.springframework.cloud.gateway.handler.FilteringWebHandler;
import org.springframework.cloud.gateway.handler.RoutePredicateHandlerMapping;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.server.WebHandler;

import reactor.core.publisher.Mono;

import dev.mcpgateway.edge.CurrentCall;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR;

/**
 * Sends MCP calls to the filters of their route at once, where the framework's dispatcher would look through every
 * controller first. While nobody has written routes there is but one, and it is taken without asking its predicate.
 */
@Component
final class CallDispatch implements WebFilter, Ordered {
    /** Stand around the framework's own HTTP client, which a crossing does without. */
    private static final Set<Class<?>> FOR_ANOTHER_CLIENT = Set.of(
            RemoveCachedBodyFilter.class,
            AdaptCachedBodyGlobalFilter.class,
            ForwardPathFilter.class,
            NettyWriteResponseFilter.class);

    private final RoutePredicateHandlerMapping lookup;
    private final RouteLocator routes;
    private final boolean hasCors;
    private final FilteringWebHandler allFilters;
    private final FilteringWebHandler filters;
    private volatile @Nullable Route only;

    CallDispatch(
            RoutePredicateHandlerMapping lookup,
            RouteLocator routes,
            GlobalCorsProperties cors,
            FilteringWebHandler allFilters,
            List<GlobalFilter> globals) {
        this.lookup = lookup;
        this.routes = routes;
        this.hasCors = !cors.getCorsConfigurations().isEmpty();
        this.allFilters = allFilters;
        this.filters = new FilteringWebHandler(
                globals.stream()
                        .filter(filter -> !FOR_ANOTHER_CLIENT.contains(filter.getClass()))
                        .toList(),
                true);
    }

    /** What is remembered of routes is of those before. */
    @EventListener
    void routesChange(RefreshRoutesEvent change) {
        filters.onApplicationEvent(change);
    }

    @EventListener(RefreshRoutesResultEvent.class)
    void routesAreThere() {
        routes.getRoutes()
                .take(2)
                .collectList()
                .onErrorReturn(List.of())
                .subscribe(found -> only = found.size() == 1 && !hasCors ? found.get(0) : null);
    }

    /** After every filter there is: next would be the dispatcher. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain dispatcher) {
        if (CurrentCall.of(exchange).call().isEmpty()) {
            return dispatcher.filter(exchange);
        }
        Route route = only;
        if (route != null) {
            exchange.getAttributes().put(GATEWAY_ROUTE_ATTR, route);
            return filters.handle(exchange);
        }
        WebHandler noRoute = dispatcher::filter;
        return lookup.getHandler(exchange)
                .cast(WebHandler.class)
                .defaultIfEmpty(noRoute)
                .flatMap(found -> along(found, exchange).handle(exchange));
    }

    private WebHandler along(WebHandler found, ServerWebExchange exchange) {
        boolean isToServer =
                found == allFilters && CrossingFilter.leads(exchange.<Route>getRequiredAttribute(GATEWAY_ROUTE_ATTR));
        return isToServer ? filters : found;
    }
}
