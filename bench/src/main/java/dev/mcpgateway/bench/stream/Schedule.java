package dev.mcpgateway.bench.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Gives everyone a turn once a second, each in a millisecond of its own as far as there are enough. Of one thread. */
final class Schedule<T> {
    static final int SLOTS = 1_000;

    private static final long SLOT_NANOS = 1_000_000;
    /** Has no factor in common with the slots, so that a few newcomers are far from each other, too. */
    private static final int STRIDE = 617;

    private final List<List<T>> slots = new ArrayList<>();
    private long nextAt;
    private int next;
    private int newest;

    Schedule(long now) {
        nextAt = now;
        for (int i = 0; i < SLOTS; i++) {
            slots.add(new ArrayList<>());
        }
    }

    void add(T newcomer) {
        newest = (newest + STRIDE) % SLOTS;
        slots.get(newest).add(newcomer);
    }

    /** All turns up to this moment. Whose {@code turn} says no gets no other. */
    void upTo(long now, Predicate<T> turn) {
        while (now - nextAt >= 0) {
            slots.get(next).removeIf(turn.negate());
            next = (next + 1) % SLOTS;
            nextAt += SLOT_NANOS;
        }
    }
}
