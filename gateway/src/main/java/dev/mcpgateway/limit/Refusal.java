package dev.mcpgateway.limit;

/** What this process knows of a bucket that had too little. Guarded by the account's lock. Times are microseconds. */
final class Refusal {
    /** A bucket is asked again after that: others give back what they did not spend, and an admin makes buckets full. */
    private static final long LONGEST_SILENCE = 1_000_000;

    private long cost;
    private long until;
    private long silentUntil;

    void begin(long refused, long now, long wait) {
        cost = refused;
        until = now + wait;
        silentUntil = now + Math.min(wait, LONGEST_SILENCE);
    }

    void end() {
        until = 0;
        silentUntil = 0;
    }

    /** Whether there is too little for this still, as far as is known. */
    boolean holds(long asked, long now) {
        return now < until && asked >= cost;
    }

    /** Whether Redis would only say the same again. */
    boolean isFresh(long now) {
        return now < silentUntil;
    }

    long lasts(long now) {
        return Math.max(0, until - now);
    }
}
