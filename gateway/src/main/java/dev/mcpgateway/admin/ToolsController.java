package dev.mcpgateway.admin;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Mono;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.registry.RegisteredTool;
import dev.mcpgateway.registry.Registry;

/** Which tools there are and were. */
@RestController
final class ToolsController {
    private final Registry registry;
    private final Rights rights;

    ToolsController(Registry registry, Rights rights) {
        this.registry = registry;
        this.rights = rights;
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
