package dev.mcpgateway.admin;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Mono;

import dev.mcpgateway.audit.AuditLog;
import dev.mcpgateway.audit.PayloadTable;
import dev.mcpgateway.audit.PayloadTable.Payload;
import dev.mcpgateway.audit.PayloadTable.Whose;
import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.edge.CurrentCall;

/** What calls carried, where tools.yaml asks to keep it: read one by one, and erased. Both leave a record. */
@RestController
final class PayloadController {
    private final PayloadTable payloads;
    private final AuditLog log;
    private final Rights rights;

    PayloadController(PayloadTable payloads, AuditLog log, Rights rights) {
        this.payloads = payloads;
        this.log = log;
        this.rights = rights;
    }

    @GetMapping("/admin/audit/payloads/{requestId}")
    Mono<Payload> read(@PathVariable String requestId, ServerWebExchange exchange) {
        require("audit.payload.read", exchange);
        CurrentCall.of(exchange).facts().detail("read the payload of " + id(requestId));
        return payloads.read(id(requestId))
                .onErrorMap(AuditController::away)
                .switchIfEmpty(Mono.error(
                        CallFailure.of(Reason.NOT_FOUND, "no payload of this request is kept, or it was erased")));
    }

    @DeleteMapping("/admin/audit/payloads")
    Mono<Map<String, Long>> erase(
            @RequestParam("request_id") Optional<String> requestId,
            @RequestParam("issuer") Optional<String> issuer,
            @RequestParam("tenant") Optional<String> tenant,
            @RequestParam("user_id") Optional<String> userId,
            @RequestParam("before") Optional<String> before,
            ServerWebExchange exchange) {
        require("audit.payload.erase", exchange);
        String words = Stream.of(
                        requestId.map(said -> "request_id " + said),
                        issuer.map(said -> "issuer " + said),
                        tenant.map(said -> "tenant " + said),
                        userId.map(said -> "user_id " + said),
                        before.map(said -> "before " + said))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
        if (words.isEmpty()) {
            throw invalid("say whose: request_id, issuer, tenant, user_id, before, or several of them");
        }
        Whose whose = new Whose(
                requestId.map(PayloadController::id), issuer, tenant, userId, before.map(PayloadController::time));
        return payloads.erase(whose).onErrorMap(AuditController::away).map(erased -> {
            CurrentCall.of(exchange).facts().detail("erased " + erased + " payloads of " + words);
            return Map.of("erased", erased);
        });
    }

    private void require(String right, ServerWebExchange exchange) {
        rights.require(right, exchange);
        if (!log.isKept()) {
            throw CallFailure.of(Reason.NOT_FOUND, "there is no audit log without a database (DATABASE_URL)");
        }
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw invalid("a request's id is the X-Request-ID of its answer");
        }
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw invalid("before is a time such as 2026-11-21T08:00:00Z");
        }
    }

    private static CallFailure invalid(String why) {
        return CallFailure.of(Reason.INVALID_PARAMS, why);
    }
}
