package dev.mcpgateway.edge;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;

/**
 * Ends a connection whose request has begun and whose head does not come to an end, however busily it trickles. Stands
 * before the codec, where bytes are seen; its other half stands behind, where requests are.
 */
final class HeadDeadline extends ChannelInboundHandlerAdapter {
    private final Duration patience;
    private boolean inRequest;
    private boolean decoded;
    private @Nullable Future<?> deadline;

    HeadDeadline(Duration patience) {
        this.patience = patience;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        decoded = false;
        context.fireChannelRead(bytes);
        // A head that came in one piece, as nearly all do, costs no timer.
        if (!decoded && !inRequest && deadline == null) {
            Runnable cutOff = () -> {
                ChannelFuture unused = context.close();
            };
            deadline = context.executor().schedule(cutOff, patience.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        met();
        context.fireChannelInactive();
    }

    private void met() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    ChannelHandler whenRead() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                decoded = true;
                if (message instanceof HttpRequest) {
                    inRequest = true;
                    met();
                }
                if (message instanceof LastHttpContent) {
                    inRequest = false;
                }
                context.fireChannelRead(message);
            }
        };
    }
}
