package dev.mcpgateway.edge;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import reactor.core.publisher.Mono;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.call.McpMessage;
import dev.mcpgateway.call.Pipeline;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.config.GatewaySettings;
import dev.mcpgateway.config.ServerSpec;

/** Reads the body of an MCP request, once and up to its limit, and makes the call of it. */
@Component
final class EnvelopeFilter implements WebFilter, Ordered {
    private static final Duration SLOWEST_BODY = Duration.ofSeconds(20);

    private final GatewaySettings settings;
    private final Envelope envelope = new Envelope();

    EnvelopeFilter(GatewaySettings settings) {
        this.settings = settings;
    }

    @Override
    public int getOrder() {
        return Pipeline.ENVELOPE.order();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        CurrentCall current = CurrentCall.of(exchange);
        return current.server()
                .map(server -> body(exchange).flatMap(body -> {
                    understand(body, exchange, current, server);
                    return chain.filter(exchange);
                }))
                .orElseGet(() -> chain.filter(exchange));
    }

    private void understand(byte[] body, ServerWebExchange exchange, CurrentCall current, ServerSpec server) {
        Envelope.Content content = envelope.read(body);
        current.read(content);
        McpMessage message = Agreement.between(content, exchange.getRequest().getHeaders());
        current.call(new McpCall(current.origin(), current.plan(), current.caller(), server, message, current.facts()));
    }

    private Mono<byte[]> body(ServerWebExchange exchange) {
        return DataBufferUtils.join(exchange.getRequest().getBody(), settings.maxBodyBytes())
                .timeout(SLOWEST_BODY)
                .map(EnvelopeFilter::bytes)
                .switchIfEmpty(Mono.error(() -> CallFailure.of(Reason.PARSE_ERROR, "the body is empty")))
                .onErrorMap(DataBufferLimitException.class, e -> AdmitFilter.tooLarge(settings))
                .onErrorMap(
                        TimeoutException.class,
                        e -> CallFailure.of(
                                Reason.INVALID_REQUEST,
                                "the body did not arrive within " + SLOWEST_BODY.toSeconds() + " s"));
    }

    /** Copied out of the network buffer, which goes back at once: from here on there is nothing to release. */
    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }
}
