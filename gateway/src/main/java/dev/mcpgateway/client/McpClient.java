package dev.mcpgateway.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Caller;
import dev.mcpgateway.call.Exits;
import dev.mcpgateway.call.Facts;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.call.McpMessage.Range;
import dev.mcpgateway.call.Origin;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.config.Plan;
import dev.mcpgateway.config.ServerSpec;
import dev.mcpgateway.upstream.Passage;
import dev.mcpgateway.wire.McpMethod;
import dev.mcpgateway.wire.McpVersion;

/**
 * Asks tool servers on somebody's behalf: a caller's, through every gate, or the gateway's own. Modern first; a server
 * that does not know {@code server/discover} is spoken to as a legacy one, in a session if it wants one. Who cancels
 * closes the connection to the server.
 */
@Component
public final class McpClient {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Passage passage;
    private final Conversations conversations;

    McpClient(Passage passage, Conversations conversations) {
        this.passage = passage;
        this.conversations = conversations;
    }

    /** A tool call that has not been sent yet: what is asked, and the call it makes. */
    public record ToolCall(McpCall call, Request request) {}

    /** Makes the call of a caller who has no MCP message of its own. */
    public ToolCall toolCall(
            Origin origin, Plan plan, Caller caller, ServerSpec server, String tool, String arguments, Facts facts) {
        String head = "\"name\":" + JSON.writeValueAsString(tool) + ",\"arguments\":";
        int from = head.getBytes(StandardCharsets.UTF_8).length;
        Range range = new Range(from, from + arguments.getBytes(StandardCharsets.UTF_8).length);
        Request request = new Request(McpMethod.TOOLS_CALL, Optional.of(tool), head + arguments, range);
        // What the gates look at is the same in every version.
        McpCall call =
                new McpCall(origin, plan, caller, server, request.in(McpVersion.V2026_07_28), Optional.empty(), facts);
        return new ToolCall(call, request);
    }

    /**
     * Sends it through every gate and over, within the tool's time, and reads the result.
     *
     * @param exits collects what the gates gave; whoever owns the call closes them at its end
     */
    public Mono<JsonNode> call(ToolCall made, Exits exits) {
        McpCall call = made.call();
        Duration patience = call.tool().map(ServerSpec.Tool::timeout).orElseThrow();
        return passage.enter(call, exits)
                .then(Mono.defer(() -> conversations.ask(call, made.request())))
                .map(Reply::result)
                .timeout(patience)
                .onErrorMap(
                        TimeoutException.class,
                        e -> CallFailure.of(
                                Reason.UPSTREAM_TIMEOUT,
                                "'" + call.target() + "' was not done in time (" + patience.toMillis() + " ms)"));
    }

    /** A question of the gateway's own: no caller's call, so no gate is passed. */
    Mono<JsonNode> ask(Plan plan, ServerSpec server, Origin origin, Request request) {
        return conversations.ask(own(plan, server, origin, request), request).map(Reply::result);
    }

    /**
     * Follows what a server tells of its tools, on the gateway's own behalf; over when there is nothing more to hear, at
     * once where the server offers no such thing.
     *
     * @param changed run when it begins to listen, and at every change
     */
    Mono<Void> listen(Plan plan, ServerSpec server, Origin origin, Runnable changed) {
        Request request = Request.listen();
        return conversations.listen(own(plan, server, origin, request), request, changed);
    }

    private static McpCall own(Plan plan, ServerSpec server, Origin origin, Request request) {
        return new McpCall(
                origin,
                plan,
                Conversations.GATEWAY,
                server,
                request.in(McpVersion.V2026_07_28),
                Optional.empty(),
                new Facts("POST"));
    }
}
