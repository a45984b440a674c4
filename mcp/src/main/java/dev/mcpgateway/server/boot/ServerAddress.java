package dev.mcpgateway.server.boot;

import java.net.InetAddress;
import java.net.UnknownHostException;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Port and address from {@code PORT} and {@code BIND_ADDRESS}, unless {@code server.port} or {@code server.address} is set. Code
 * and no properties file, so that the kit beside another application on one class path changes nothing there.
 */
final class ServerAddress implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory>, Ordered {
    private final McpServer server;
    private final Environment environment;

    ServerAddress(McpServer server, Environment environment) {
        this.server = server;
        this.environment = environment;
    }

    @Override
    public void customize(NettyReactiveWebServerFactory factory) {
        if (!environment.containsProperty("server.port")) {
            factory.setPort(environment.getProperty("PORT", Integer.class, server.defaultPort()));
        }
        if (!environment.containsProperty("server.address")) {
            factory.setAddress(address(environment.getProperty("BIND_ADDRESS", "127.0.0.1")));
        }
    }

    private static InetAddress address(String name) {
        try {
            return InetAddress.getByName(name);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("BIND_ADDRESS '" + name + "' is no address of this machine", e);
        }
    }

    /** After Spring Boot's own, which applies {@code server.*}. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
