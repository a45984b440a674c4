package dev.mcpgateway.limit;

/**
 * How much an account takes in advance, by what was worth while lately, and how long it may hold it. Guarded by the
 * account's lock.
 */
final class Lease {
    private static final int LIVES_REMEMBERED = 10;
    /** A lease begins with this part of what may be held: little for the others, and often enough for a whole life. */
    private static final int FIRST_PART = 16;

    /** How long anything is held at most, in microseconds. */
    private final long life;

    private long size;

    /** How much of a lease was worth while lately; the next one begins with that. */
    private long habit;

    private long demand;

    /** When the oldest unit held must go back. */
    private long ends;

    /** How many of the units held came with an earlier grant. They are spent first. */
    private long older;

    /** When those must go back that came last. */
    private long newestEnds;

    Lease(long life) {
        this.life = life;
    }

    void asked(long cost) {
        demand += cost;
    }

    void spent(long cost) {
        if (older > 0) {
            older -= cost;
            ends = older > 0 ? ends : newestEnds;
        }
    }

    boolean isLow(long left) {
        return size > 1 && left < size / 4;
    }

    /** How much to ask for now, of {@code slice} that may be held. */
    long next(long now, long slice) {
        size = Math.min(slice, Math.max(slice / FIRST_PART, wanted(now)));
        demand = 0;
        return size;
    }

    /** Doubles while calls keep coming, and begins with what was worth while lately: a steady caller asks once a life. */
    private long wanted(long now) {
        if (now >= ends) {
            boolean isRemembered = now - ends < LIVES_REMEMBERED * life;
            return Math.max(Math.max(1, demand), isRemembered ? habit : 0);
        }
        boolean soon = newestEnds - now > life / 2;
        return Math.max(soon ? 2 * size : size, demand);
    }

    /** @param carried what is left of before: it must go back when it had to */
    void granted(long carried, long now) {
        older = carried;
        newestEnds = now + life;
        ends = carried > 0 ? ends : newestEnds;
    }

    /** How long until the lease ends, in microseconds. */
    long lasts(long now) {
        return Math.max(0, ends - now);
    }

    void ended(long unspent) {
        habit = unspent > size / 2 ? size / 2 : size;
        size = 0;
        older = 0;
        demand = 0;
    }
}
