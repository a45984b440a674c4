package dev.mcpgateway.route;

import java.util.List;

import org.springframework.stereotype.Component;

import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.wire.McpMethod;

/** {@code McpTool=exact_*}: calls of these tools, and nothing but calls. */
@Component
final class McpToolRoutePredicateFactory extends PatternRoutePredicateFactory {
    @Override
    List<String> words(McpCall call) {
        return call.message().method() == McpMethod.TOOLS_CALL
                ? words(call.message().name())
                : List.of();
    }
}
