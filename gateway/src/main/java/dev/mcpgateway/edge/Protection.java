package dev.mcpgateway.edge;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/**
 * Bounds every connection before anything is read from it: how many there are, how slowly they may send and take, and
 * what the kernel keeps for them.
 */
@Component
final class Protection implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {
    private final ProtectionSettings settings;
    private final ConnectionCap connections;

    Protection(ProtectionSettings settings) {
        this.settings = settings;
        this.connections = new ConnectionCap(settings.maxConnections(), settings.maxConnectionsPerAddress());
    }

    @Override
    public void customize(NettyReactiveWebServerFactory factory) {
        factory.addServerCustomizers(this::protect);
    }

    private HttpServer protect(HttpServer server) {
        return server.childOption(ChannelOption.SO_RCVBUF, settings.socketBuffer())
                .childOption(ChannelOption.SO_SNDBUF, settings.socketBuffer())
                .doOnChannelInit((observer, channel, remote) -> guard(channel));
    }

    private void guard(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addFirst(connections);
        // The envelope gives a body its time and says so when it is up; this is the net under every other path.
        RequestDeadline deadline = new RequestDeadline(
                settings.slowestHeaders(), settings.slowestBody().multipliedBy(2));
        pipeline.addBefore(NettyPipeline.HttpCodec, "request-deadline", deadline);
        pipeline.addAfter(NettyPipeline.HttpCodec, "request-read", deadline.whenRead());
        pipeline.addBefore(NettyPipeline.HttpCodec, "stall-guard", new StallGuard(settings.longestStall()));
    }
}
