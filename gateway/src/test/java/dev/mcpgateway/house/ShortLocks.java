package dev.mcpgateway.house;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Locks of libraries, held for a few instructions: two event loops that meet there park for a moment. Lettuce counts
 * under one who writes, Netty adds under one to where it takes buffers from, a breaker counts under one what became of
 * the last calls. Theirs to mend; a test shall not fail for it.
 */
public final class ShortLocks implements BlockHoundIntegration {
    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.allowBlockingCallsInside("io.lettuce.core.protocol.SharedLock", "incrementWriters")
                .allowBlockingCallsInside(
                        "io.netty.buffer.AdaptivePoolingAllocator$MagazineGroup", "tryExpandMagazines")
                .allowBlockingCallsInside("io.github.resilience4j.core.metrics.FixedSizeSlidingWindowMetrics", "record")
                .allowBlockingCallsInside(
                        "io.github.resilience4j.core.metrics.FixedSizeSlidingWindowMetrics", "getSnapshot");
    }
}
