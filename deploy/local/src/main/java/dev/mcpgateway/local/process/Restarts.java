package dev.mcpgateway.local.process;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** How often one child may come back: at most five times in a minute, each time after twice the wait. */
final class Restarts {
    static final int MOST = 5;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);

    private final Deque<Instant> recent = new ArrayDeque<>();
    private final Duration firstWait;

    Restarts() {
        this(FIRST_WAIT);
    }

    Restarts(Duration firstWait) {
        this.firstWait = firstWait;
    }

    /** How long to wait before the next start, or nothing if enough is enough. */
    Optional<Duration> next(Instant now) {
        while (!recent.isEmpty() && !recent.getFirst().plus(WINDOW).isAfter(now)) {
            recent.removeFirst();
        }
        if (recent.size() == MOST) {
            return Optional.empty();
        }
        Duration wait = firstWait.multipliedBy(1L << recent.size());
        recent.addLast(now);
        return Optional.of(wait);
    }

    int inThisMinute() {
        return recent.size();
    }
}
