package dev.mcpgateway.edge;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;

import dev.mcpgateway.config.GatewaySettings;

/**
 * Where a request really comes from. What a proxy says of that counts only if the proxy is one of ours: then it is the
 * last address in {@code X-Forwarded-For} that is not ours too. What stands before it, anybody may have written.
 */
@Component
final class ClientAddress {
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String UNKNOWN = "unknown";

    private final List<IpSubnetFilterRule> proxies;

    ClientAddress(GatewaySettings settings) {
        proxies = settings.trustedProxies().stream().map(ClientAddress::subnet).toList();
    }

    String of(ServerHttpRequest request) {
        InetSocketAddress remote = request.getRemoteAddress();
        if (remote == null || remote.getAddress() == null) {
            return UNKNOWN;
        }
        String nearest = remote.getAddress().getHostAddress();
        if (proxies.isEmpty() || !isProxy(remote)) {
            return nearest;
        }
        List<String> lines = request.getHeaders().getOrEmpty(FORWARDED_FOR);
        for (int line = lines.size() - 1; line >= 0; line--) {
            String[] hops = lines.get(line).split(",", -1);
            for (int hop = hops.length - 1; hop >= 0; hop--) {
                @Nullable InetAddress address = literal(hops[hop].strip());
                if (address == null) {
                    return nearest;
                }
                nearest = address.getHostAddress();
                if (!isProxy(new InetSocketAddress(address, 0))) {
                    return nearest;
                }
            }
        }
        return nearest;
    }

    private boolean isProxy(InetSocketAddress address) {
        for (IpSubnetFilterRule proxy : proxies) {
            if (proxy.matches(address)) {
                return true;
            }
        }
        return false;
    }

    /** An address as it is written; a name is never looked up. */
    private static @Nullable InetAddress literal(String text) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        try {
            return bytes == null ? null : InetAddress.getByAddress(bytes);
        } catch (java.net.UnknownHostException e) {
            return null;
        }
    }

    private static IpSubnetFilterRule subnet(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        @Nullable InetAddress network = literal(address);
        if (network == null) {
            throw new IllegalArgumentException("TRUSTED_PROXIES: '" + text + "' is not an address or a network");
        }
        int bits = slash < 0 ? network.getAddress().length * Byte.SIZE : Integer.parseInt(text.substring(slash + 1));
        return new IpSubnetFilterRule(network, bits, IpFilterRuleType.ACCEPT);
    }
}
