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
 * Ends a connection whose request has begun and does not come to an end, however busily it trickles: its head, and after
 * that its body. Stands before the codec, where bytes are seen; its other half stands behind, where requests are. What
 * came in one piece, as nearly everything does, costs no timer.
 */
final class RequestDeadline extends ChannelInboundHandlerAdapter {
    private final Duration longestHead;
    private final Duration longestBody;
    private boolean inBody;
    private boolean decoded;
    private @Nullable Future<?> deadline;

    RequestDeadline(Duration longestHead, Duration longestBody) {
        this.longestHead = longestHead;
        this.longestBody = longestBody;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        decoded = false;
        context.fireChannelRead(bytes);
        if (deadline == null && (inBody || !decoded)) {
            Duration patience = inBody ? longestBody : longestHead;
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
                    inBody = true;
                    met();
                }
                if (message instanceof LastHttpContent) {
                    inBody = false;
                    met();
                }
                context.fireChannelRead(message);
            }
        };
    }
}
