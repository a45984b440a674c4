package dev.mcpgateway.limit;

import java.util.HexFormat;

import io.netty.util.NetUtil;

/**
 * Whom an address stands for. Whoever has one IPv6 address has the 2^64 of its network, so those count together.
 */
final class Network {
    private static final int V6_BYTES = 16;
    private static final int NETWORK_BYTES = 8;

    private Network() {}

    static String of(String address) {
        byte[] bytes = address.indexOf(':') < 0 ? null : NetUtil.createByteArrayFromIpAddressString(address);
        return bytes == null || bytes.length != V6_BYTES
                ? address
                : HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES);
    }
}
