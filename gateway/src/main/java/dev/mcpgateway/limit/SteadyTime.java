package dev.mcpgateway.limit;

import java.time.Instant;

/**
 * The wall clock's time in microseconds, but never running backwards: when the clock is set back, it goes on from where
 * it was. Guarded by the account's lock.
 */
final class SteadyTime {
    /** Threads come with moments a little out of order; what lies further back is the clock's doing. */
    private static final long OUT_OF_ORDER = 1_000_000;

    private long ahead;
    private long latest;

    long micros(Instant at) {
        long now = at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000 + ahead;
        if (now < latest - OUT_OF_ORDER) {
            ahead += latest - now;
        }
        latest = Math.max(latest, now);
        return latest;
    }
}
