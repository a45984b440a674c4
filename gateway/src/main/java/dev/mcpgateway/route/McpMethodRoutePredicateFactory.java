package dev.mcpgateway.route;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import org.springframework.cloud.gateway.handler.predicate.AbstractRoutePredicateFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** {@code McpMethod=tools/call, prompts/*}: what is asked. */
@Component
final class McpMethodRoutePredicateFactory extends AbstractRoutePredicateFactory<Patterns> {
    McpMethodRoutePredicateFactory() {
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
        return patterns.match(call -> Optional.of(call.message().method().wire()));
    }
}
