package dev.mcpgateway.edge;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.call.McpMessage;
import dev.mcpgateway.call.Outcome;
import dev.mcpgateway.call.Outcome.Answered.Says;
import dev.mcpgateway.trace.RequestTrace;
import dev.mcpgateway.wire.McpMethod;

/** What a request's span says, in the words of OpenTelemetry's conventions for MCP and generative AI. */
final class CallSpan {
    /** For a request that was refused before it was understood. */
    private static final String UNREAD = "mcp";

    private CallSpan() {}

    static void end(CurrentCall current, Outcome outcome) {
        RequestTrace trace = current.facts().spans();
        if (!trace.isOn()) {
            return;
        }
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("network.transport", "tcp");
        attributes.put("network.protocol.name", "http");
        attributes.put("client.address", current.origin().address());
        attributes.put("mcp_gateway.request.id", current.origin().requestId());
        attributes.put("mcp_gateway.outcome", outcome.word());
        current.call().ifPresent(call -> describe(call, attributes));
        current.failure()
                .ifPresent(failure -> attributes.put(
                        "rpc.response.status_code",
                        Integer.toString(failure.reason().code())));
        Optional<String> error = error(current, outcome);
        error.ifPresent(type -> attributes.put("error.type", type));
        trace.end(
                current.call().map(CallSpan::name).orElse(UNREAD),
                attributes,
                current.failure().map(CallFailure::message).or(() -> error));
    }

    private static Optional<String> error(CurrentCall current, Outcome outcome) {
        if (outcome instanceof Outcome.Answered answered) {
            return answered.says() == Says.RESULT ? Optional.empty() : Optional.of(outcome.word());
        }
        return Optional.of(
                current.failure().map(failure -> failure.reason().word()).orElseGet(outcome::word));
    }

    private static void describe(McpCall call, Map<String, Object> attributes) {
        McpMessage message = call.message();
        attributes.put("mcp.method.name", message.method().wire());
        attributes.put("mcp.protocol.version", message.version().wire());
        attributes.put("mcp_gateway.server", call.server().name());
        message.id().ifPresent(id -> attributes.put("jsonrpc.request.id", id));
        switch (message.method()) {
            case TOOLS_CALL -> {
                attributes.put("gen_ai.operation.name", "execute_tool");
                message.name().ifPresent(name -> attributes.put("gen_ai.tool.name", name));
            }
            case PROMPTS_GET -> message.name().ifPresent(name -> attributes.put("gen_ai.prompt.name", name));
            default -> {}
        }
    }

    /** Only with a name that operators wrote: backends group by it. */
    private static String name(McpCall call) {
        McpMethod method = call.message().method();
        Optional<String> listed = method == McpMethod.TOOLS_CALL
                ? call.message().name().filter(call.server().tools()::containsKey)
                : Optional.empty();
        return listed.map(tool -> method.wire() + " " + tool).orElseGet(method::wire);
    }
}
