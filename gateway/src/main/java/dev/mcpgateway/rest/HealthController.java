package dev.mcpgateway.rest;

import java.util.Map;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

import dev.mcpgateway.config.Plans.Derived;
import dev.mcpgateway.edge.CurrentCall;
import dev.mcpgateway.health.Health;
import dev.mcpgateway.policy.Policy;

/** One word for everybody; how each dependency is, for who has the right {@code health.read}. */
@RestController
final class HealthController {
    private static final String RIGHT = "health.read";
    private static final Map<String, String> ALIVE = Map.of("status", "up");

    private final Health health;
    private final Derived<Policy> policy;

    HealthController(Health health, Derived<Policy> policy) {
        this.health = health;
        this.policy = policy;
    }

    @GetMapping("/health")
    Object health(ServerWebExchange exchange) {
        CurrentCall current = CurrentCall.of(exchange);
        return current.callerIfKnown()
                .filter(caller -> policy.of(current.plan()).mayOnGateway(caller, RIGHT))
                .<Object>map(caller -> health.report())
                .orElseGet(() -> Map.of("status", health.status()));
    }

    /** That there is an answer is the answer. */
    @GetMapping("/health/live")
    Map<String, String> live() {
        return ALIVE;
    }

    @GetMapping("/health/ready")
    ResponseEntity<Map<String, Boolean>> ready() {
        boolean ready = health.isReady();
        return ResponseEntity.status(ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .body(Map.of("ready", ready));
    }
}
