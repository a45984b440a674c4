package dev.mcpgateway.local.process;

import java.time.Duration;

/** What kind of child it is: decides the order of stopping, how long that may take, and what a crash means. */
public enum Tier {
    /** Longer than a gateway takes: 20 s at most for its calls, 10 for their records, 2 for what it holds of limits. */
    GATEWAY(Duration.ofSeconds(35), true),
    BACKEND(Duration.ofSeconds(10), true),
    /** Not restarted: what was being written is better looked at than retried. */
    STORE(Duration.ofSeconds(20), false);

    private final Duration grace;
    private final boolean restarted;

    Tier(Duration grace, boolean restarted) {
        this.grace = grace;
        this.restarted = restarted;
    }

    Duration grace() {
        return grace;
    }

    boolean restarted() {
        return restarted;
    }
}
