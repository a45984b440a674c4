package dev.mcpgateway.house;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Lettuce counts the event loops that write under a lock it holds for a few instructions; two that meet there park for
 * a moment. Theirs to mend; a test shall not fail for it.
 */
public final class LettuceWriters implements BlockHoundIntegration {
    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.allowBlockingCallsInside("io.lettuce.core.protocol.SharedLock", "incrementWriters");
    }
}
