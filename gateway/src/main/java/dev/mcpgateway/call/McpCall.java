package dev.mcpgateway.call;

import java.util.Optional;

import dev.mcpgateway.config.Plan;
import dev.mcpgateway.config.PolicySpec;
import dev.mcpgateway.config.ServerSpec;

/**
 * One call on its way through the gates: who asks which server for what, under which plan. The plan is taken once, so
 * that no call is ever decided by two versions of it.
 */
public record McpCall(
        Origin origin,
        Plan plan,
        Caller caller,
        ServerSpec server,
        McpMessage message,
        Optional<Session> session,
        Facts facts) {

    /** A call nobody will look back at: for a test, or a question about what would be decided. */
    public McpCall(Origin origin, Plan plan, Caller caller, ServerSpec server, McpMessage message) {
        this(origin, plan, caller, server, message, Optional.empty(), new Facts("POST"));
    }

    /** The tool this call uses, as tools.yaml describes it. */
    public Optional<ServerSpec.Tool> tool() {
        return switch (message.method()) {
            case TOOLS_CALL -> message.name().flatMap(server::tool);
            default -> Optional.empty();
        };
    }

    /** For a log line or an error, neither of which should keep what a resource's URI may say. */
    public String label() {
        return message.kind() == PolicySpec.Kind.RESOURCE
                ? server.name() + "/" + message.method().wire()
                : target();
    }

    /** {@code calculator/exact_calculate}, or the method where nothing is named. */
    public String target() {
        return server.name() + "/"
                + message.name().orElseGet(() -> message.method().wire());
    }
}
