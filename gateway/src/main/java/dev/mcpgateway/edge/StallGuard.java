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
        if (watch == null && waiting(context.channel()) > 0) {
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
        long takenThen = written - waiting(context.channel());
        watch = context.executor()
                .schedule(
                        () -> {
                            long waiting = waiting(context.channel());
                            if (waiting == 0) {
                                watch = null;
                            } else if (written - waiting > takenThen) {
                                look(context);
                            } else {
                                cutOff(context);
                            }
                        },
                        patience.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /** By a reset: after an ordinary end the kernel would for minutes keep what the client does not take. */
    private static void cutOff(ChannelHandlerContext context) {
        context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        ChannelFuture unused = context.close();
    }

    /** What waits to be written, as the channel counts: a little more than its bytes. */
    private static long waiting(Channel channel) {
        return channel.isWritable()
                ? channel.config().getWriteBufferHighWaterMark() + 1 - channel.bytesBeforeUnwritable()
                : channel.config().getWriteBufferLowWaterMark() - 1 + channel.bytesBeforeWritable();
    }
}
