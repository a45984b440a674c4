package dev.mcpgateway.issuer.http;

import java.util.concurrent.TimeoutException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;

import com.fasterxml.jackson.annotation.JsonProperty;

import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import dev.mcpgateway.issuer.refusal.Refusal;

/** The one place where something that went wrong becomes an answer. */
public final class RefusalRenderer implements WebExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RefusalRenderer.class);

    private final JsonMapper json;

    public RefusalRenderer(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted()) {
            return Mono.error(failure);
        }
        Refusal refusal = refusal(failure);
        byte[] body = json.writeValueAsBytes(new Body(refusal.error(), refusal.description()));
        response.setRawStatusCode(refusal.status());
        response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        response.getHeaders().setContentLength(body.length);
        response.getHeaders().set(HttpHeaders.CACHE_CONTROL, "no-store");
        if (refusal.status() == 401 && exchange.getRequest().getHeaders().containsHeader(HttpHeaders.AUTHORIZATION)) {
            // Only then (RFC 6749 section 5.2): unasked, it makes a browser ask for a password.
            response.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"issuer\"");
        }
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }

    private static Refusal refusal(Throwable failure) {
        if (failure instanceof Refusal refusal) {
            return refusal;
        }
        if (failure instanceof DataBufferLimitException) {
            return Refusal.of(413, "invalid_request", "The body is larger than 64 KiB");
        }
        if (failure instanceof DecodingException) {
            return Refusal.invalidRequest("The body cannot be read as its Content-Type says");
        }
        if (failure instanceof InvalidMediaTypeException) {
            return Refusal.of(415, "invalid_request", "Content-Type cannot be read");
        }
        if (failure instanceof TimeoutException) {
            return Refusal.of(408, "invalid_request", "The body took too long to arrive");
        }
        if (failure instanceof ResponseStatusException known) {
            HttpStatus status = HttpStatus.valueOf(known.getStatusCode().value());
            return Refusal.of(status.value(), "invalid_request", status.getReasonPhrase());
        }
        LOG.error("A request failed in a way nobody foresaw", failure);
        return Refusal.of(500, "server_error", "Something went wrong here; the log says what");
    }

    private record Body(
            String error, @JsonProperty("error_description") String description) {}
}
