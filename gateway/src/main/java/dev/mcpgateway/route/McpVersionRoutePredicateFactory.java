package dev.mcpgateway.route;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

import org.springframework.cloud.gateway.handler.predicate.AbstractRoutePredicateFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

import dev.mcpgateway.call.McpCall;

/** {@code McpVersion=2025-*} or {@code McpVersion=legacy}: the protocol a call speaks, by its date or its era. */
@Component
final class McpVersionRoutePredicateFactory extends AbstractRoutePredicateFactory<Patterns> {
    McpVersionRoutePredicateFactory() {
        super(Patterns.class);
    }

    @Override
    public List<String> shortcutFieldOrder() {
        return List.of("patterns");
    }

    @Override
    public ShortcutType shortcutType() {
        return ShortcutType.GATHER_LIST;
    }

    @Override
    public Predicate<ServerWebExchange> apply(Patterns patterns) {
        return patterns.match(call -> Optional.of(call.message().version().wire()))
                .or(patterns.match(call -> Optional.of(era(call))));
    }

    private static String era(McpCall call) {
        return call.message().version().era().name().toLowerCase(Locale.ROOT);
    }
}
