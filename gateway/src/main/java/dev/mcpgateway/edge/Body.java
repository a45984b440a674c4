package dev.mcpgateway.edge;

import java.time.Duration;
import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Reason;

/** The body of a request, whole: up to its limit, and within its time. */
final class Body {
    private Body() {}

    /** @param pieces as they come from the network; whoever hands them over releases each after it was taken */
    static Mono<byte[]> of(Flux<ByteBuf> pieces, int largest, Duration slowest, Scheduler timer) {
        Mono<Collected> tooSlow = Mono.error(() ->
                CallFailure.of(Reason.REQUEST_TIMEOUT, "the body did not arrive within " + slowest.toSeconds() + " s"));
        return pieces.collect(() -> new Collected(largest), Collected::add)
                .timeout(slowest, tooSlow, timer)
                .map(Collected::whole);
    }

    /** Copied out of the network buffers, which go back at once: there is nothing to release. */
    private static final class Collected {
        private final int largest;
        private byte[] bytes = {};
        private int length;

        Collected(int largest) {
            this.largest = largest;
        }

        void add(ByteBuf piece) {
            int more = piece.readableBytes();
            if (more > largest - length) {
                throw AdmitDoor.tooLarge(largest);
            }
            if (length + more > bytes.length) {
                // Nearly always the first piece is the last; after it, by doubling, however small the pieces.
                bytes = Arrays.copyOf(bytes, Math.max(length + more, Math.min(largest, 2 * length)));
            }
            piece.getBytes(piece.readerIndex(), bytes, length, more);
            length += more;
        }

        byte[] whole() {
            return bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
        }
    }
}
