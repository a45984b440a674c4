package dev.mcpgateway.admin;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import dev.mcpgateway.audit.AuditLog;
import dev.mcpgateway.audit.AuditQuery;
import dev.mcpgateway.audit.AuditQuery.Cursor;
import dev.mcpgateway.audit.Verification;
import dev.mcpgateway.audit.Verification.Report;
import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Reason;

/** The audit log, read and checked. */
@RestController
final class AuditController {
    private static final String RIGHT = "audit.read";
    private static final int USUAL_PAGE = 100;
    private static final int LARGEST_PAGE = 1_000;

    private final AuditLog log;
    private final Verification verification;
    private final Rights rights;
    private final JsonMapper json;

    AuditController(AuditLog log, Verification verification, Rights rights, JsonMapper json) {
        this.log = log;
        this.verification = verification;
        this.rights = rights;
        this.json = json;
    }

    /** One page as JSON, or everything that matches as CSV or NDJSON. */
    @GetMapping("/admin/audit-logs")
    Mono<Void> records(ServerWebExchange exchange) {
        require(exchange);
        MultiValueMap<String, String> asked = exchange.getRequest().getQueryParams();
        AuditQuery query = query(asked);
        return switch (asked.getOrDefault("format", List.of("json")).get(0)) {
            case "json" -> page(query, limit(asked), exchange);
            case "csv" ->
                export(exchange, new MediaType("text", "csv"), log.find(query, Optional.empty()), new Csv(log.names()));
            case "ndjson" ->
                export(
                        exchange,
                        MediaType.APPLICATION_NDJSON,
                        log.find(query, Optional.empty()),
                        record -> json.writeValueAsString(record) + "\n");
            default -> throw invalid("format is json, csv or ndjson");
        };
    }

    @GetMapping("/admin/audit/verify")
    Mono<Report> verify(ServerWebExchange exchange) {
        require(exchange);
        MultiValueMap<String, String> asked = exchange.getRequest().getQueryParams();
        return verification
                .verify(time(asked, "from"), asked.getOrDefault("seal", List.of()))
                .onErrorMap(AuditController::away);
    }

    private void require(ServerWebExchange exchange) {
        rights.require(RIGHT, exchange);
        if (!log.isKept()) {
            throw CallFailure.of(Reason.NOT_FOUND, "there is no audit log without a database (DATABASE_URL)");
        }
    }

    private Mono<Void> page(AuditQuery query, int limit, ServerWebExchange exchange) {
        return log.find(query, Optional.of(limit + 1))
                .collectList()
                .onErrorMap(AuditController::away)
                .flatMap(found -> {
                    Map<String, Object> body = new LinkedHashMap<>();
                    List<Map<String, Object>> page = found.subList(0, Math.min(limit, found.size()));
                    body.put("records", page);
                    if (found.size() > limit) {
                        body.put("next", AuditLog.after(page.get(limit - 1)).toString());
                    }
                    HttpHeaders headers = exchange.getResponse().getHeaders();
                    headers.setContentType(MediaType.APPLICATION_JSON);
                    return Exported.write(exchange, Flux.just(json.writeValueAsString(body)));
                });
    }

    private static Mono<Void> export(
            ServerWebExchange exchange,
            MediaType type,
            Flux<Map<String, Object>> records,
            Function<Map<String, Object>, String> line) {
        exchange.getResponse().getHeaders().setContentType(type);
        String head = line instanceof Csv csv ? csv.head() : "";
        return Exported.write(
                exchange,
                Flux.just(head)
                        .concatWith(records.onErrorMap(AuditController::away).map(line)));
    }

    private static AuditQuery query(MultiValueMap<String, String> asked) {
        return new AuditQuery(
                text(asked, "user_id"),
                text(asked, "tenant"),
                text(asked, "tool_name"),
                text(asked, "server"),
                text(asked, "decision"),
                text(asked, "outcome"),
                text(asked, "request_id"),
                time(asked, "from"),
                time(asked, "to"),
                text(asked, "cursor")
                        .map(text -> Cursor.parse(text).orElseThrow(() -> invalid("cursor is not one of ours"))));
    }

    private static Optional<String> text(MultiValueMap<String, String> asked, String name) {
        return Optional.ofNullable(asked.getFirst(name)).filter(value -> !value.isEmpty());
    }

    private static Optional<Instant> time(MultiValueMap<String, String> asked, String name) {
        try {
            return text(asked, name).map(Instant::parse);
        } catch (DateTimeException e) {
            throw invalid(name + " is a time such as 2026-11-21T08:00:00Z");
        }
    }

    private static int limit(MultiValueMap<String, String> asked) {
        try {
            int limit = text(asked, "limit").map(Integer::parseInt).orElse(USUAL_PAGE);
            if (limit >= 1 && limit <= LARGEST_PAGE) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number out of range.
        }
        throw invalid("limit is a number from 1 to " + LARGEST_PAGE);
    }

    private static CallFailure invalid(String why) {
        return CallFailure.of(Reason.INVALID_PARAMS, why);
    }

    static Throwable away(Throwable e) {
        return e instanceof CallFailure
                ? e
                : CallFailure.of(Reason.UPSTREAM_UNAVAILABLE, "the audit database does not answer")
                        .causedBy(e);
    }
}
