package dev.mcpgateway.rest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

import dev.mcpgateway.call.Caller;
import dev.mcpgateway.config.Plans.Derived;
import dev.mcpgateway.config.PolicySpec.Kind;
import dev.mcpgateway.config.ServerSpec;
import dev.mcpgateway.edge.CurrentCall;
import dev.mcpgateway.edge.PublicUrls;
import dev.mcpgateway.policy.Policy;
import dev.mcpgateway.policy.Use;

/** Who am I here, and which tools may I call? */
@RestController
final class MeController {
    private final Derived<Policy> policy;
    private final PublicUrls urls;

    MeController(Derived<Policy> policy, PublicUrls urls) {
        this.policy = policy;
        this.urls = urls;
    }

    /** @param client name and version of the MCP client to be, where rules ask for one */
    @GetMapping("/me")
    Map<String, Object> me(@RequestParam Optional<String> client, ServerWebExchange exchange) {
        CurrentCall current = CurrentCall.of(exchange);
        Caller caller = current.caller();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("issuer", caller.issuer());
        body.put("user", caller.subject());
        body.put("tenant", caller.tenant());
        body.put("roles", caller.roles().stream().sorted().toList());
        body.put("oauthScopes", caller.oauthScopes().stream().sorted().toList());
        List<Map<String, Object>> servers = new ArrayList<>();
        current.plan().servers().values().stream()
                .sorted(Comparator.comparing(ServerSpec::name))
                .forEach(server -> server(server, client, exchange).ifPresent(servers::add));
        body.put("servers", servers);
        return body;
    }

    private Optional<Map<String, Object>> server(
            ServerSpec server, Optional<String> client, ServerWebExchange exchange) {
        CurrentCall current = CurrentCall.of(exchange);
        Policy rules = policy.of(current.plan());
        Caller caller = current.caller();
        Instant now = current.origin().received();
        if (!rules.grantsAnything(caller, client, server, now)) {
            return Optional.empty();
        }
        List<String> tools = server.tools().keySet().stream()
                .filter(tool -> rules.decide(Use.possible(caller, client, server, Kind.TOOL, tool, now))
                        .isAllowed())
                .sorted()
                .toList();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("server", server.name());
        body.put("url", urls.of(exchange.getRequest().getHeaders(), "/" + server.scope() + "/mcp"));
        body.put("tools", tools);
        if (server.anyTool().isPresent()) {
            // Only the server knows the names; its list, through the gateway, shows those that are allowed.
            body.put("offersMore", true);
        }
        return Optional.of(body);
    }
}
