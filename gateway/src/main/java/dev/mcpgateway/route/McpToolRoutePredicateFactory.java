package dev.mcpgateway.route;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import org.springframework.cloud.gateway.handler.predicate.AbstractRoutePredicateFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

import dev.mcpgateway.wire.McpMethod;

/** {@code McpTool=exact_*}: calls of these tools, and nothing but calls. */
@Component
final class McpToolRoutePredicateFactory extends AbstractRoutePredicateFactory<Patterns> {
    McpToolRoutePredicateFactory() {
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
        return patterns.match(call ->
                call.message().method() == McpMethod.TOOLS_CALL ? call.message().name() : Optional.empty());
    }
}
