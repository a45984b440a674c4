package dev.mcpgateway.admin;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Mono;
import tools.jackson.databind.util.RawValue;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.client.Definitions;
import dev.mcpgateway.config.Plan;
import dev.mcpgateway.config.ServerSpec;
import dev.mcpgateway.edge.CurrentCall;
import dev.mcpgateway.registry.RegisteredTool;
import dev.mcpgateway.registry.Registry;

/** Which tools there are and were. */
@RestController
final class ToolsController {
    private final Registry registry;
    private final Definitions definitions;
    private final Rights rights;

    ToolsController(Registry registry, Definitions definitions, Rights rights) {
        this.registry = registry;
        this.definitions = definitions;
        this.rights = rights;
    }

    /** What a server says of its tools, as it was last read; {@code refresh=true} reads it now. */
    @GetMapping("/admin/tools/{server}")
    Mono<Map<String, Object>> definitions(
            @PathVariable String server, @RequestParam Optional<Boolean> refresh, ServerWebExchange exchange) {
        rights.require("tools.read", exchange);
        Plan plan = CurrentCall.of(exchange).plan();
        ServerSpec spec = plan.servers().get(server);
        if (spec == null) {
            return Mono.error(CallFailure.of(Reason.NOT_FOUND, "tools.yaml has no server of this name"));
        }
        Mono<Void> read = refresh.orElse(false) ? definitions.refresh(spec, plan) : Mono.empty();
        return read.then(Mono.fromSupplier(() -> Map.of(
                "server",
                server,
                "tools",
                definitions.of(spec).values().stream().map(RawValue::new).toList())));
    }

    @GetMapping("/admin/tools")
    Mono<Map<String, List<RegisteredTool>>> tools(
            @RequestParam Optional<Boolean> active, @RequestParam Optional<String> server, ServerWebExchange exchange) {
        rights.require("tools.read", exchange);
        if (!registry.isKept()) {
            return Mono.error(
                    CallFailure.of(Reason.NOT_FOUND, "there is no registry without a database (DATABASE_URL)"));
        }
        return registry.tools()
                .filter(tool -> active.map(wanted -> wanted == tool.active()).orElse(true))
                .filter(tool -> server.map(tool.server()::equals).orElse(true))
                .collectList()
                .map(tools -> Map.of("tools", tools))
                .onErrorMap(e -> CallFailure.of(Reason.UPSTREAM_UNAVAILABLE, "the registry's database does not answer")
                        .causedBy(e));
    }
}
