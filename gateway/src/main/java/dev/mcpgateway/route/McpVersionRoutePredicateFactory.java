package dev.mcpgateway.route;

import java.util.List;
import java.util.Locale;

import org.springframework.stereotype.Component;

import dev.mcpgateway.call.McpCall;

/** {@code McpVersion=2025-*} or {@code McpVersion=legacy}: the protocol a call speaks, by its date or its era. */
@Component
final class McpVersionRoutePredicateFactory extends PatternRoutePredicateFactory {
    @Override
    List<String> words(McpCall call) {
        return List.of(
                call.message().version().wire(),
                call.message().version().era().name().toLowerCase(Locale.ROOT));
    }
}
