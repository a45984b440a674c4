package dev.mcpgateway.rest;

import java.util.List;
import java.util.Optional;

import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Mono;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.config.Plans.Derived;
import dev.mcpgateway.edge.CurrentCall;
import dev.mcpgateway.edge.PublicUrls;
import dev.mcpgateway.policy.Policy;

/** The one endpoint for everything, as older MCP had it, is gone; each server has its own. */
@RestController
final class RemovedController {
    private final Derived<Policy> policies;
    private final PublicUrls urls;

    RemovedController(Derived<Policy> policies, PublicUrls urls) {
        this.policies = policies;
        this.urls = urls;
    }

    @RequestMapping({"/sse", "/messages"})
    Mono<Void> gone(ServerWebExchange exchange) {
        CurrentCall current = CurrentCall.of(exchange);
        Policy policy = policies.of(current.plan());
        List<String> endpoints = current.plan().servers().values().stream()
                .filter(server -> policy.grantsAnything(
                        current.caller(),
                        Optional.empty(),
                        server,
                        current.origin().received()))
                .map(server -> urls.of(exchange.getRequest().getHeaders(), "/" + server.scope() + "/mcp"))
                .toList();
        return Mono.error(
                CallFailure.of(Reason.REMOVED, "each server has its own endpoint; use one of those in 'endpoints'")
                        .with("endpoints", endpoints));
    }
}
