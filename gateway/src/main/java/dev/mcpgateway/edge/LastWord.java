package dev.mcpgateway.edge;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Mono;

import dev.mcpgateway.call.CallFailure;

/** A failure as the last event of a stream that has begun. Recorded and logged like any other. */
@Component
public final class LastWord {
    private static final byte[] BEFORE = "event: message\ndata: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AFTER = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private final Renderer renderer;
    private final CallLog log;

    LastWord(Renderer renderer, CallLog log) {
        this.renderer = renderer;
        this.log = log;
    }

    /** The event; or the failure itself, where no request waits for an answer. */
    public Mono<byte[]> of(ServerWebExchange exchange, CallFailure failure) {
        CurrentCall current = CurrentCall.of(exchange);
        if (current.rpcId().isEmpty()) {
            return Mono.error(failure);
        }
        current.failed(failure);
        log.failed(current, failure);
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        event.writeBytes(BEFORE);
        event.writeBytes(renderer.rpcBody(current, failure));
        event.writeBytes(AFTER);
        return Mono.just(event.toByteArray());
    }
}
