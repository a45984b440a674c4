package dev.mcpgateway.policy;

import java.time.Instant;
import java.util.Optional;

import dev.mcpgateway.call.Caller;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.call.McpMessage;
import dev.mcpgateway.config.PolicySpec.Kind;
import dev.mcpgateway.config.ServerSpec;
import dev.mcpgateway.wire.McpMethod;

/**
 * The question: may this caller, with this client, at this moment, use that thing of this server?
 *
 * @param method how it is used
 * @param name what is used; the method itself where {@code kind} is {@link Kind#METHOD}
 * @param arguments what is handed over, or {@link Arguments#OPEN} where only a possible use is asked about
 */
public record Use(
        Caller caller,
        Optional<String> client,
        ServerSpec server,
        McpMethod method,
        Kind kind,
        String name,
        Instant at,
        Arguments arguments) {

    /** The use that a call makes. */
    public static Use of(McpCall call) {
        McpMessage message = call.message();
        boolean names =
                message.method().kind() == McpMethod.Kind.USE && message.name().isPresent();
        return new Use(
                call.caller(),
                message.client(),
                call.server(),
                message.method(),
                names ? message.kind() : Kind.METHOD,
                names ? message.name().get() : message.method().wire(),
                call.origin().received(),
                arguments(message));
    }

    /** Who opens, asks or is told has not said yet with which arguments something will be used. */
    private static Arguments arguments(McpMessage message) {
        if (message.method().kind() != McpMethod.Kind.USE) {
            return Arguments.OPEN;
        }
        return switch (message.method()) {
            case TOOLS_CALL, PROMPTS_GET -> Arguments.of(message.body(), message.arguments());
            default -> Arguments.NONE;
        };
    }

    /** Whether the caller of {@code call}, which shows or watches things, could use one of them with some arguments. */
    public static Use listed(McpCall call, Kind kind, String name) {
        return possible(
                call.caller(),
                call.message().client(),
                call.server(),
                kind,
                name,
                call.origin().received());
    }

    /** Whether this could be used with some arguments. */
    public static Use possible(
            Caller caller, Optional<String> client, ServerSpec server, Kind kind, String name, Instant at) {
        return new Use(caller, client, server, method(kind, name), kind, name, at, Arguments.OPEN);
    }

    /** The same use, with these arguments. */
    public Use with(Arguments given) {
        return new Use(caller, client, server, method, kind, name, at, given);
    }

    private static McpMethod method(Kind kind, String name) {
        return switch (kind) {
            case TOOL -> McpMethod.TOOLS_CALL;
            case PROMPT -> McpMethod.PROMPTS_GET;
            case RESOURCE -> McpMethod.RESOURCES_READ;
            case METHOD ->
                McpMethod.of(name).orElseThrow(() -> new IllegalArgumentException("no method is called " + name));
        };
    }
}
