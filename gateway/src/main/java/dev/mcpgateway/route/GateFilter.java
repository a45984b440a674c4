package dev.mcpgateway.route;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Mono;

import dev.mcpgateway.call.Gate;
import dev.mcpgateway.call.Gate.Exit;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.edge.CurrentCall;
import dev.mcpgateway.edge.OwnLoop;

/** Hangs one gate into the filter chain, at its own place. */
public final class GateFilter implements GlobalFilter, Ordered {
    private final Gate gate;

    GateFilter(Gate gate) {
        this.gate = gate;
    }

    public Gate gate() {
        return gate;
    }

    @Override
    public int getOrder() {
        return gate.at().order();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        CurrentCall current = CurrentCall.of(exchange);
        McpCall call = current.call().orElseThrow(NoMcpCall::new);
        Mono<Exit> entering = gate.enter(call);
        if (entering == Exit.LET_IN) {
            return chain.filter(exchange);
        }
        return OwnLoop.resume(entering, exchange).flatMap(exit -> {
            current.exits().add(exit);
            return chain.filter(exchange);
        });
    }
}
