package dev.mcpgateway.route;

import java.util.List;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.cloud.gateway.route.RouteDefinition;
import org.springframework.stereotype.Component;

/** A route that leads elsewhere than to a server of tools.yaml would pass by its secret, its limits and its audit. */
@Component
final class ForeignRoutes implements SmartInitializingSingleton {
    private final GatewayProperties properties;
    private final boolean allowed;

    ForeignRoutes(GatewayProperties properties, @Value("${gateway.allow-foreign-routes:false}") boolean allowed) {
        this.properties = properties;
        this.allowed = allowed;
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<String> foreign = properties.getRoutes().stream()
                .filter(route -> route.getUri() == null
                        || !CrossingFilter.SCHEME.equals(route.getUri().getScheme()))
                .map(RouteDefinition::getId)
                .toList();
        if (!allowed && !foreign.isEmpty()) {
            throw new IllegalStateException("routes " + foreign + " do not lead to mcp://<server>; name a server of"
                    + " tools.yaml, or set gateway.allow-foreign-routes=true if you mean it");
        }
    }
}
