package dev.mcpgateway.edge;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.SignalType;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Reason;

/**
 * A body in one piece, up to its limit. Copied out of the network's buffers, which go back at once: there is nothing to
 * release. One subscriber in place of the operators that would collect, time and map: every call has two bodies.
 */
public final class WholeBody extends BaseSubscriber<ByteBuf> {
    private final MonoSink<byte[]> sink;
    private final int largest;
    private byte[] bytes = {};
    private int length;
    private @Nullable Future<?> deadline;

    private WholeBody(MonoSink<byte[]> sink, int largest) {
        this.sink = sink;
        this.largest = largest;
    }

    /** @param pieces as they come from the network; whoever hands them over releases each after it was taken */
    public static Mono<byte[]> of(Publisher<ByteBuf> pieces, int largest) {
        return Mono.create(sink -> read(pieces, largest, sink));
    }

    /**
     * The same for a body that must be there in time.
     *
     * @param loop on which the pieces come
     */
    static Mono<byte[]> of(Publisher<ByteBuf> pieces, int largest, Duration slowest, EventLoop loop) {
        return Mono.create(sink -> {
            WholeBody body = read(pieces, largest, sink);
            // A body that comes with its head, as nearly all do, is here before this has its turn, and costs no timer.
            loop.execute(() -> body.within(slowest, loop));
        });
    }

    private static WholeBody read(Publisher<ByteBuf> pieces, int largest, MonoSink<byte[]> sink) {
        WholeBody body = new WholeBody(sink, largest);
        sink.onDispose(body);
        pieces.subscribe(body);
        return body;
    }

    private void within(Duration slowest, EventLoop loop) {
        if (!isDisposed()) {
            deadline = loop.schedule(() -> tooSlow(slowest), slowest.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void tooSlow(Duration slowest) {
        sink.error(
                CallFailure.of(Reason.REQUEST_TIMEOUT, "the body did not arrive within " + slowest.toSeconds() + " s"));
    }

    @Override
    protected void hookOnNext(ByteBuf piece) {
        int more = piece.readableBytes();
        if (more > largest - length) {
            sink.error(AdmitDoor.tooLarge(largest));
            return;
        }
        if (length + more > bytes.length) {
            // Nearly always the first piece is the last; after it, by doubling, however small the pieces.
            bytes = Arrays.copyOf(bytes, Math.max(length + more, Math.min(largest, 2 * length)));
        }
        piece.getBytes(piece.readerIndex(), bytes, length, more);
        length += more;
    }

    @Override
    protected void hookOnComplete() {
        sink.success(bytes.length == length ? bytes : Arrays.copyOf(bytes, length));
    }

    @Override
    protected void hookOnError(Throwable failed) {
        sink.error(failed);
    }

    @Override
    protected void hookFinally(SignalType end) {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }
}
