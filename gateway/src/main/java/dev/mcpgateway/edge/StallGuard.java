package dev.mcpgateway.edge;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.Future;

/**
 * Ends a connection whose client takes nothing of what waits for it, be it ever so little. A slow one, that takes some,
 * may stay. Costs no timer while the kernel takes all there is. Stands before the codec, where bytes are seen.
 */
final class StallGuard extends ChannelDuplexHandler {
    private final Duration patience;
    private @Nullable Future<?> watch;
    private long written;

    StallGuard(Duration patience) {
        this.patience = patience;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf bytes) {
            written += bytes.readableBytes();
        }
        ChannelFuture unused = context.write(message, promise);
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        context.flush();
        if (watch == null && isWaiting(context.channel())) {
            look(context);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (watch != null) {
            watch.cancel(false);
        }
        context.fireChannelInactive();
    }

    private void look(ChannelHandlerContext context) {
        Taken then = taken(context.channel());
        watch = context.executor()
                .schedule(
                        () -> {
                            if (!isWaiting(context.channel())) {
                                watch = null;
                            } else if (taken(context.channel()).isBeyond(then)) {
                                look(context);
                            } else {
                                cutOff(context);
                            }
                        },
                        patience.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /**
     * How far the client has come: which buffer it is at, how much of that it has taken, and what lies behind it. The
     * channel counts a buffer as waiting until the last of it is gone, and one can be a list of megabytes.
     */
    private record Taken(int at, long ofThat, long before) {
        boolean isBeyond(Taken then) {
            return at != then.at || ofThat != then.ofThat || before > then.before;
        }
    }

    private Taken taken(Channel channel) {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        return waiting == null
                ? new Taken(0, 0, written)
                : new Taken(
                        System.identityHashCode(waiting.current()),
                        waiting.currentProgress(),
                        written - waiting.totalPendingWriteBytes());
    }

    private static boolean isWaiting(Channel channel) {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        return waiting != null && waiting.totalPendingWriteBytes() > 0;
    }

    /** By a reset: after an ordinary end the kernel would for minutes keep what the client does not take. */
    private static void cutOff(ChannelHandlerContext context) {
        context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        ChannelFuture unused = context.close();
    }
}
