package dev.mcpgateway.edge;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Reason;

/** The body of a request, whole: up to its limit, and within its time. */
final class Body {
    private Body() {}

    static Mono<byte[]> of(Flux<DataBuffer> pieces, int largest, Duration slowest) {
        return DataBufferUtils.join(pieces, largest)
                .timeout(slowest)
                .map(Body::bytes)
                .switchIfEmpty(Mono.error(() -> CallFailure.of(Reason.PARSE_ERROR, "the body is empty")))
                .onErrorMap(DataBufferLimitException.class, e -> AdmitFilter.tooLarge(largest))
                .onErrorMap(
                        TimeoutException.class,
                        e -> CallFailure.of(
                                Reason.REQUEST_TIMEOUT,
                                "the body did not arrive within " + slowest.toSeconds() + " s"));
    }

    /** Copied out of the network buffer, which goes back at once: from here on there is nothing to release. */
    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }
}
