package dev.mcpgateway.admin;

import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.config.Plans.Derived;
import dev.mcpgateway.edge.CurrentCall;
import dev.mcpgateway.policy.Policy;

/** Asks policy for a right on the gateway itself. */
@Component
final class Rights {
    private final Derived<Policy> policy;

    Rights(Derived<Policy> policy) {
        this.policy = policy;
    }

    void require(String right, ServerWebExchange exchange) {
        CurrentCall current = CurrentCall.of(exchange);
        if (!policy.of(current.plan()).mayOnGateway(current.caller(), right)) {
            throw CallFailure.of(
                            Reason.NOT_PERMITTED,
                            "this needs a role whose 'gateway' list in policy.yaml holds '" + right + "'")
                    .with("right", right);
        }
    }
}
