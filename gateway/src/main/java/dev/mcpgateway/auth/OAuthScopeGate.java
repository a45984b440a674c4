package dev.mcpgateway.auth;

import java.util.Set;
import java.util.TreeSet;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Gate;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.call.Pipeline;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.config.ServerSpec.Tool;

/** Asks for a token with more OAuth scopes where tools.yaml demands them: the step-up of MCP's authorization. */
@Component
final class OAuthScopeGate implements Gate {
    @Override
    public Pipeline at() {
        return Pipeline.OAUTH_SCOPE;
    }

    @Override
    public Mono<Exit> enter(McpCall call) {
        Set<String> ofServer = call.server().oauthScopes();
        Set<String> ofTool = call.tool().map(Tool::oauthScopes).orElse(Set.of());
        Set<String> held = call.caller().oauthScopes();
        return held.containsAll(ofServer) && held.containsAll(ofTool) ? Exit.LET_IN : Mono.error(stepUp(call, ofTool));
    }

    /** Names all that the next token needs, with what this one already had: else it would win one and lose another. */
    private static CallFailure stepUp(McpCall call, Set<String> ofTool) {
        Set<String> needed = new TreeSet<>(call.caller().oauthScopes());
        needed.retainAll(call.server().everyOAuthScope());
        needed.addAll(call.server().oauthScopes());
        needed.addAll(ofTool);
        return CallFailure.of(
                        Reason.INSUFFICIENT_SCOPE,
                        "'" + call.label() + "' needs a token with the OAuth scopes " + String.join(" ", needed))
                .with("oauthScopes", needed);
    }
}
