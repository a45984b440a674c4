package dev.mcpgateway.local.process;

import java.time.Duration;

/** What kind of child it is: decides the order of stopping, how long that may take, and what a crash means. */
public enum Tier {
    /** Longer than the 20 s in which a gateway lets its calls end. */
    GATEWAY(Duration.ofSeconds(25), true),
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
