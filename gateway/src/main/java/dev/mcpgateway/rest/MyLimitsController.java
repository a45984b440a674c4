package dev.mcpgateway.rest;

import java.util.List;
import java.util.Map;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Mono;

import dev.mcpgateway.edge.CurrentCall;
import dev.mcpgateway.limit.LimitReport;
import dev.mcpgateway.limit.LimitReport.Bucket;

/** What the caller has left. */
@RestController
final class MyLimitsController {
    private final LimitReport report;

    MyLimitsController(LimitReport report) {
        this.report = report;
    }

    @GetMapping("/me/limits")
    Mono<Map<String, List<Bucket>>> limits(ServerWebExchange exchange) {
        CurrentCall current = CurrentCall.of(exchange);
        return report.of(current.caller(), current.plan()).map(buckets -> Map.of("limits", buckets));
    }
}
