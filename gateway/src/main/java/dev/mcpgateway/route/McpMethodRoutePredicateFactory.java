package dev.mcpgateway.route;

import java.util.List;

import org.springframework.stereotype.Component;

import dev.mcpgateway.call.McpCall;

/** {@code McpMethod=tools/call, prompts/*}: what is asked. */
@Component
final class McpMethodRoutePredicateFactory extends PatternRoutePredicateFactory {
    @Override
    List<String> words(McpCall call) {
        return List.of(call.message().method().wire());
    }
}
