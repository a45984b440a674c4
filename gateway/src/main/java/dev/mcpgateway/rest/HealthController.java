package dev.mcpgateway.rest;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import dev.mcpgateway.audit.Journal;
import dev.mcpgateway.config.Plans;
import dev.mcpgateway.store.Database;
import dev.mcpgateway.store.Redis;

/** Degraded is not dead: without a store the gateway serves on, and says so. */
@RestController
final class HealthController {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Plans plans;
    private final Database database;
    private final Redis redis;
    private final Journal journal;

    HealthController(Plans plans, Database database, Redis redis, Journal journal) {
        this.plans = plans;
        this.database = database;
        this.redis = redis;
        this.journal = journal;
    }

    @GetMapping("/health")
    Mono<Map<String, Object>> health() {
        return Mono.zip(
                        state(database.isConfigured(), database.answers()),
                        state(redis.isConfigured(), redis.answers()))
                .map(states -> {
                    boolean up =
                            !states.getT1().equals("away") && !states.getT2().equals("away");
                    Map<String, Object> body = new LinkedHashMap<>();
                    body.put("status", up && journal.lost() == 0 ? "up" : "degraded");
                    body.put("postgres", states.getT1());
                    body.put("redis", states.getT2());
                    body.put("auditWaiting", journal.depth());
                    body.put("plan", plans.current().version());
                    return body;
                });
    }

    private static Mono<String> state(boolean configured, Mono<Boolean> answers) {
        return configured
                ? answers.timeout(PATIENCE, Mono.just(false)).map(ok -> ok ? "up" : "away")
                : Mono.just("not configured");
    }
}
