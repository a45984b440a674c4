package dev.mcpgateway.admin;

import java.util.Map;

import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Mono;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.limit.LimitReport;
import dev.mcpgateway.limit.LimitReport.View;

/** Who is near the edge of a limit, and a way to begin again. */
@RestController
final class LimitsController {
    private final LimitReport report;
    private final Rights rights;

    LimitsController(LimitReport report, Rights rights) {
        this.report = report;
        this.rights = rights;
    }

    @GetMapping("/admin/limits")
    Mono<View> limits(ServerWebExchange exchange) {
        rights.require("limits.read", exchange);
        return report.mostUsed();
    }

    @DeleteMapping("/admin/limits")
    Mono<Map<String, String>> reset(@RequestParam String key, ServerWebExchange exchange) {
        rights.require("limits.reset", exchange);
        return report.reset(key).map(known -> {
            if (!known) {
                throw CallFailure.of(Reason.NOT_FOUND, "no such bucket here; GET /admin/limits lists those in use");
            }
            return Map.of("reset", key);
        });
    }
}
