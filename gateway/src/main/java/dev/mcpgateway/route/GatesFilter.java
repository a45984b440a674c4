package dev.mcpgateway.route;

import java.util.List;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.Fuseable;
import reactor.core.publisher.Mono;

import dev.mcpgateway.call.Gate;
import dev.mcpgateway.call.Gate.Exit;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.call.Pipeline;
import dev.mcpgateway.edge.CurrentCall;
import dev.mcpgateway.edge.OwnLoop;

/** Leads every MCP call through all gates, in their order. A new gate needs nothing here. */
@Component
public final class GatesFilter implements GlobalFilter, Ordered {
    private final List<Gate> gates;

    GatesFilter(List<Gate> gates) {
        this.gates = Pipeline.inOrder(gates);
    }

    public List<Gate> gates() {
        return gates;
    }

    @Override
    public int getOrder() {
        return gates.get(0).at().order();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return pass(0, CurrentCall.of(exchange), exchange, chain);
    }

    private Mono<Void> pass(int first, CurrentCall current, ServerWebExchange exchange, GatewayFilterChain chain) {
        McpCall call = current.call().orElseThrow(NoMcpCall::new);
        for (int i = first; i < gates.size(); i++) {
            Mono<Exit> entering = gates.get(i).enter(call);
            if (entering instanceof Fuseable.ScalarCallable<?> decided) {
                // On the spot, as nearly always: there is nothing to wait for, so nothing is subscribed to.
                try {
                    current.exits().add((Exit) decided.call());
                } catch (Exception refused) {
                    return Mono.error(refused);
                }
            } else {
                int next = i + 1;
                return OwnLoop.resume(entering, exchange).flatMap(exit -> {
                    current.exits().add(exit);
                    return pass(next, current, exchange, chain);
                });
            }
        }
        return chain.filter(exchange);
    }
}
