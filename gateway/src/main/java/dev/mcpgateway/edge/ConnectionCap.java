package dev.mcpgateway.edge;

import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Closes a connection that is one too many, before it has cost anything. */
@Sharable
final class ConnectionCap extends ChannelInboundHandlerAdapter {
    private final int most;
    private final int mostPerAddress;
    private final AtomicInteger open = new AtomicInteger();

    /** As many entries as there are connections, and those are bounded. */
    private final ConcurrentMap<String, Integer> byAddress = new ConcurrentHashMap<>();

    ConnectionCap(int most, int mostPerAddress) {
        this.most = most;
        this.mostPerAddress = mostPerAddress;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        int now = open.incrementAndGet();
        String address = address(context);
        int fromThere = mostPerAddress == 0 ? 0 : byAddress.merge(address, 1, Integer::sum);
        if (now > most || fromThere > mostPerAddress) {
            ChannelFuture unused = context.close();
            return;
        }
        context.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        open.decrementAndGet();
        if (mostPerAddress > 0) {
            byAddress.computeIfPresent(address(context), (any, count) -> count == 1 ? null : count - 1);
        }
        context.fireChannelInactive();
    }

    private static String address(ChannelHandlerContext context) {
        return context.channel().remoteAddress() instanceof InetSocketAddress remote && remote.getAddress() != null
                ? remote.getAddress().getHostAddress()
                : "unknown";
    }
}
