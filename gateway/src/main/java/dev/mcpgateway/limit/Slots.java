package dev.mcpgateway.limit;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import dev.mcpgateway.limit.Limits.Slot;

/** Calls in flight, by key. A key lives only as long as a call holds it, so the map is as large as the traffic. */
final class Slots {
    private final ConcurrentMap<String, Integer> taken = new ConcurrentHashMap<>();

    /** Takes all of them or none; answers the one that was full. */
    Optional<Slot> take(List<Slot> wanted) {
        for (int i = 0; i < wanted.size(); i++) {
            if (!take(wanted.get(i))) {
                giveBack(wanted.subList(0, i));
                return Optional.of(wanted.get(i));
            }
        }
        return Optional.empty();
    }

    void giveBack(List<Slot> held) {
        held.forEach(slot -> taken.computeIfPresent(slot.key(), (key, count) -> count == 1 ? null : count - 1));
    }

    private boolean take(Slot slot) {
        boolean[] fits = new boolean[1];
        taken.compute(slot.key(), (key, count) -> {
            int now = count == null ? 0 : count;
            fits[0] = now < slot.most();
            return fits[0] ? Integer.valueOf(now + 1) : count;
        });
        return fits[0];
    }
}
