package dev.mcpgateway.call;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * UUIDs of version 7: their order is that of time, which keeps the audit's index compact. Not secret, so plain random
 * numbers do; the secure ones read a file and would block an event loop.
 */
public final class RequestIds {
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private RequestIds() {}

    public static UUID next(Instant now) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = (now.toEpochMilli() << 16) | VERSION_7 | (random.nextInt() & 0xFFF);
        long low = VARIANT | (random.nextLong() >>> 2);
        return new UUID(high, low);
    }
}
