package dev.mcpgateway.edge;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;

/** Ends a connection whose client takes nothing of what waits for it. A slow one, that takes a little, may stay. */
final class StallGuard extends ChannelInboundHandlerAdapter {
    private final Duration patience;
    private @Nullable Future<?> watch;
    private long waitingThen;

    StallGuard(Duration patience) {
        this.patience = patience;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            rest();
        } else if (watch == null) {
            look(context);
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        rest();
        context.fireChannelInactive();
    }

    private void look(ChannelHandlerContext context) {
        waitingThen = context.channel().bytesBeforeWritable();
        watch = context.executor()
                .schedule(
                        () -> {
                            if (context.channel().bytesBeforeWritable() >= waitingThen) {
                                ChannelFuture unused = context.close();
                            } else {
                                look(context);
                            }
                        },
                        patience.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void rest() {
        if (watch != null) {
            watch.cancel(false);
            watch = null;
        }
    }
}
