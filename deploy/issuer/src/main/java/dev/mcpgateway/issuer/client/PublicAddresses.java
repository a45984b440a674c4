package dev.mcpgateway.issuer.client;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Which addresses a stranger may make this process connect to: those of the public internet, and never a neighbour's or our own.
 */
final class PublicAddresses {
    /** Special-purpose blocks (RFC 6890) that {@link InetAddress} does not know by itself: prefix bytes and length in bits. */
    private static final List<Block> SPECIAL = List.of(
            block(8, 0),
            block(10, 100, 64),
            block(24, 192, 0, 0),
            block(24, 192, 0, 2),
            block(24, 192, 88, 99),
            block(15, 198, 18),
            block(24, 198, 51, 100),
            block(24, 203, 0, 113),
            block(4, 240));

    /** The one block of IPv6 that is given to the internet, and the parts of it that lead elsewhere. */
    private static final Block GLOBAL_UNICAST = block(3, 0x20);

    private static final List<Block> TUNNELS =
            List.of(block(16, 0x20, 0x02), block(23, 0x20, 0x01, 0x00), block(32, 0x20, 0x01, 0x0d, 0xb8));

    private PublicAddresses() {}

    static boolean contains(InetAddress address) {
        if (address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address
                ? SPECIAL.stream().noneMatch(block -> block.covers(bytes))
                : GLOBAL_UNICAST.covers(bytes) && TUNNELS.stream().noneMatch(block -> block.covers(bytes));
    }

    private static Block block(int bits, int... prefix) {
        byte[] bytes = new byte[prefix.length];
        for (int i = 0; i < prefix.length; i++) {
            bytes[i] = (byte) prefix[i];
        }
        return new Block(bytes, bits);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Block(byte[] prefix, int bits) {
        boolean covers(byte[] address) {
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                int wanted = bit / 8 < prefix.length ? prefix[bit / 8] : 0;
                if ((address[bit / 8] & mask) != (wanted & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
