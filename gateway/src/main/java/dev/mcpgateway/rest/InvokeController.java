package dev.mcpgateway.rest;

import java.util.List;
import java.util.Optional;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Outcome.Answered.Says;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.client.Definitions;
import dev.mcpgateway.client.McpClient;
import dev.mcpgateway.client.McpClient.ToolCall;
import dev.mcpgateway.config.Plans.Derived;
import dev.mcpgateway.config.PolicySpec.Kind;
import dev.mcpgateway.config.ServerSpec;
import dev.mcpgateway.edge.CurrentCall;
import dev.mcpgateway.policy.Policy;
import dev.mcpgateway.policy.Use;

/** One tool call for those who speak no MCP. It passes the same gates as any other. */
@RestController
final class InvokeController {
    private final McpClient client;
    private final Definitions definitions;
    private final Derived<Policy> policies;
    private final JsonMapper json;

    InvokeController(McpClient client, Definitions definitions, Derived<Policy> policies, JsonMapper json) {
        this.client = client;
        this.definitions = definitions;
        this.policies = policies;
        this.json = json;
    }

    @PostMapping(path = "/mcp/invoke", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<byte[]> invoke(@RequestBody byte[] body, ServerWebExchange exchange) {
        CurrentCall current = CurrentCall.of(exchange);
        current.wasRead();
        Invocation invocation = Invocation.read(body);
        int slash = invocation.tool().indexOf('/');
        String tool = invocation.tool().substring(slash + 1);
        ServerSpec server =
                slash < 0 ? only(tool, current) : named(invocation.tool().substring(0, slash), tool, current);
        ToolCall made = client.toolCall(
                current.origin(),
                current.plan(),
                current.caller(),
                server,
                tool,
                invocation.arguments(),
                current.facts());
        current.call(made.call());
        return client.call(made, current.exits()).map(result -> answer(result, current));
    }

    /** The body, once what it says and how long it is are noted for the record. */
    private byte[] answer(JsonNode result, CurrentCall current) {
        byte[] body = json.writeValueAsBytes(result);
        current.facts().answerSays(result.path("isError").asBoolean(false) ? Says.TOOL_ERROR : Says.RESULT);
        current.sent(body.length);
        return body;
    }

    private static ServerSpec named(String name, String tool, CurrentCall current) {
        ServerSpec server = current.plan().servers().get(name);
        if (server == null || server.tool(tool).isEmpty()) {
            throw CallFailure.notOffered(Kind.TOOL, tool);
        }
        return server;
    }

    /** The one server whose tool of this name the caller may use. */
    private ServerSpec only(String tool, CurrentCall current) {
        Policy policy = policies.of(current.plan());
        List<ServerSpec> offering = current.plan().servers().values().stream()
                .filter(server -> server.tools().containsKey(tool) || definitions.has(server, tool))
                .toList();
        List<ServerSpec> usable = offering.stream()
                .filter(server -> policy.decide(Use.possible(
                                current.caller(),
                                Optional.empty(),
                                server,
                                Kind.TOOL,
                                tool,
                                current.origin().received()))
                        .isAllowed())
                .toList();
        if (usable.size() > 1) {
            throw CallFailure.of(Reason.AMBIGUOUS, "several servers have a tool of this name; say which")
                    .with(
                            "candidates",
                            usable.stream()
                                    .map(server -> server.name() + "/" + tool)
                                    .toList());
        }
        // With one that exists and is not permitted, policy shall say so and not we.
        return (usable.isEmpty() ? offering : usable)
                .stream().findFirst().orElseThrow(() -> CallFailure.notOffered(Kind.TOOL, tool));
    }
}
