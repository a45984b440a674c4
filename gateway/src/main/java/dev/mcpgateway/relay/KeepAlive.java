package dev.mcpgateway.relay;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.concurrent.Future;

/**
 * Sits on a client's connection while a stream is written to it, and says something when nobody else does: proxies and
 * load balancers close what is silent. A comment, between two events and nowhere else. It lives on the connection's own
 * event loop, beside the stream's demand, so that a quiet stream costs one timer and a busy one nothing.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What becomes of a write is told to the promise its writer gave.
public final class KeepAlive extends ChannelDuplexHandler {
    private static final byte[] COMMENT = ": keep-alive\n\n".getBytes(StandardCharsets.US_ASCII);

    private final EventBoundary boundary = new EventBoundary();
    private final long quietNanos;
    private long lastWrite;
    private boolean begun;
    private @Nullable Future<?> next;

    public KeepAlive(Duration quiet) {
        this.quietNanos = quiet.toNanos();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        lastWrite = System.nanoTime();
        look(context, quietNanos);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (next != null) {
            next.cancel(false);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf bytes) {
            boundary.see(bytes);
            lastWrite = System.nanoTime();
        }
        begun |= message instanceof HttpResponse;
        context.write(message, promise);
    }

    private void look(ChannelHandlerContext context, long inNanos) {
        next = context.executor().schedule(() -> speakIfQuiet(context), inNanos, TimeUnit.NANOSECONDS);
    }

    private void speakIfQuiet(ChannelHandlerContext context) {
        long quiet = System.nanoTime() - lastWrite;
        if (quiet < quietNanos) {
            look(context, quietNanos - quiet);
            return;
        }
        // A client that does not read has been told enough; how long it may go on so is somebody else's question.
        if (begun && boundary.isHere() && context.channel().isWritable()) {
            context.writeAndFlush(Unpooled.wrappedBuffer(COMMENT), context.voidPromise());
        }
        lastWrite = System.nanoTime();
        look(context, quietNanos);
    }
}
