package dev.mcpgateway.edge;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.RawValue;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.call.McpMessage;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.config.PolicySpec.Denials;
import dev.mcpgateway.wire.McpMethod;

/** Writes a failure: as a JSON-RPC error on an MCP endpoint, as RFC 9457 problem+json on any other. */
@Component
final class Renderer {
    private static final RawValue NO_ID = new RawValue("null");

    private final JsonMapper json;
    private final Challenge challenge;

    Renderer(JsonMapper json, Challenge challenge) {
        this.json = json;
        this.challenge = challenge;
    }

    Mono<Void> render(ServerWebExchange exchange, CurrentCall current, CallFailure why) {
        CallFailure failure = told(current, why);
        ServerHttpResponse response = exchange.getResponse();
        boolean isMcp = current.endpoint().isMcp();
        int status =
                isMcp ? mcpStatus(current, failure.reason()) : failure.reason().status();
        response.setStatusCode(HttpStatus.valueOf(status));
        HttpHeaders headers = response.getHeaders();
        headers.setContentType(isMcp ? MediaType.APPLICATION_JSON : MediaType.APPLICATION_PROBLEM_JSON);
        if (status != HttpStatus.OK.value()) {
            headers.setCacheControl("no-store");
        }
        addHints(exchange, current, failure);
        byte[] body = json.writeValueAsBytes(isMcp ? rpcError(current, failure) : problem(current, failure, status));
        headers.setContentLength(body.length);
        current.sent(body.length);
        DataBuffer buffer = response.bufferFactory().wrap(body);
        return response.writeWith(Mono.just(buffer));
    }

    /** Where denials are hidden, a thing that is not for this caller is told like one that is not there. */
    private static CallFailure told(CurrentCall current, CallFailure why) {
        if (why.reason() != Reason.NOT_PERMITTED || current.plan().policy().denials() == Denials.EXPLAIN) {
            return why;
        }
        return current.call()
                .map(McpCall::message)
                .filter(message -> message.method().kind() == McpMethod.Kind.USE)
                .flatMap(message -> message.name().map(name -> CallFailure.notOffered(message.kind(), name)))
                .orElse(why);
    }

    byte[] rpcBody(CurrentCall current, CallFailure failure) {
        return json.writeValueAsBytes(rpcError(current, failure));
    }

    /**
     * Clients show a JSON-RPC error to their model only when it comes in HTTP 200, so that is where the refusal of a
     * readable request goes. What waits for no answer (a notification, a client's own answer to the server) can be told
     * by the status alone. Opening a conversation is the exception: there, an error in 200 or a 429 makes clients fall
     * back to an older protocol for good.
     */
    private static int mcpStatus(CurrentCall current, Reason reason) {
        if (reason == Reason.METHOD_NOT_FOUND && current.rpcId().isPresent()) {
            // A modern client expects the status, a legacy one reads the code.
            return current.isModern() ? reason.status() : 200;
        }
        Optional<McpMessage> message = current.call().map(McpCall::message);
        if (!reason.isInBand() || message.isEmpty() || current.rpcId().isEmpty()) {
            return reason.status();
        }
        McpMethod method = message.get().method();
        if (method == McpMethod.DISCOVER || method == McpMethod.INITIALIZE) {
            return reason == Reason.NOT_PERMITTED ? reason.status() : Reason.OVERLOADED.status();
        }
        return 200;
    }

    private static Map<String, Object> rpcError(CurrentCall current, CallFailure failure) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", failure.reason().code());
        error.put("message", failure.message());
        if (failure.reason() != Reason.NOT_OFFERED) {
            // Which a server that has no such thing would not know how to say.
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("reason", failure.reason().word());
            data.put("requestId", current.origin().requestId());
            data.putAll(failure.data());
            error.put("data", data);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("jsonrpc", "2.0");
        body.put("id", current.rpcId().map(RawValue::new).orElse(NO_ID));
        body.put("error", error);
        return body;
    }

    private static Map<String, Object> problem(CurrentCall current, CallFailure failure, int status) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("title", HttpStatus.valueOf(status).getReasonPhrase());
        body.put("status", status);
        body.put("detail", failure.message());
        body.put("instance", current.origin().path());
        body.put("reason", failure.reason().word());
        body.put("requestId", current.origin().requestId());
        body.putAll(failure.data());
        return body;
    }

    private void addHints(ServerWebExchange exchange, CurrentCall current, CallFailure failure) {
        HttpHeaders headers = exchange.getResponse().getHeaders();
        failure.retryAfter()
                .ifPresent(wait -> headers.set(HttpHeaders.RETRY_AFTER, Long.toString(wait.toSeconds() + 1)));
        RateLimitHeaders.add(headers, failure);
        if (!current.isRead() && mayHaveMore(exchange.getRequest().getHeaders())) {
            // Nobody reads the rest of the body any more; a client that never ends it shall not keep the connection.
            headers.set(HttpHeaders.CONNECTION, "close");
        }
        if (failure.reason() == Reason.UNAUTHENTICATED || failure.reason() == Reason.INSUFFICIENT_SCOPE) {
            headers.set(
                    HttpHeaders.WWW_AUTHENTICATE,
                    challenge.of(exchange.getRequest().getHeaders(), current, failure));
        }
        if (failure.reason() == Reason.METHOD_NOT_ALLOWED && current.endpoint().isMcp()) {
            headers.set(HttpHeaders.ALLOW, "POST, GET, DELETE");
        }
    }

    private static boolean mayHaveMore(HttpHeaders request) {
        return request.getContentLength() > 0 || request.containsHeader(HttpHeaders.TRANSFER_ENCODING);
    }
}
