package dev.mcpgateway.bench.soak;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.mcpgateway.bench.Latencies;

/** What became of the calls. Many threads write. */
final class Ledger {
    /** More than any fault should cause; what is beyond counts as unexplained. */
    private static final int MOST_KEPT = 200_000;

    private final Map<Kind, Long> made = new EnumMap<>(Kind.class);
    private final List<Failure> failures = new ArrayList<>();
    private Optional<Latencies> timing = Optional.empty();
    private long inFlight;
    private long tooMany;

    /**
     * A call that did not go as it should.
     *
     * @param reason the gateway's own word, or how the connection failed
     * @param from when the call was sent, on the clock of {@link System#nanoTime}
     */
    record Failure(Kind kind, String reason, long from, long until, String answer) {}

    synchronized void begun(Kind kind) {
        made.merge(kind, 1L, Long::sum);
        inFlight++;
    }

    synchronized void good(Kind kind, long from) {
        inFlight--;
        if (kind == Kind.ORDINARY) {
            timing.ifPresent(latencies -> latencies.record(System.nanoTime() - from));
        }
    }

    synchronized void failed(Failure failure) {
        inFlight--;
        if (failures.size() < MOST_KEPT) {
            failures.add(failure);
        } else {
            tooMany++;
        }
    }

    /** From now on, how long ordinary calls take. */
    synchronized Latencies timed() {
        Latencies fresh = new Latencies();
        timing = Optional.of(fresh);
        return fresh;
    }

    synchronized void untimed() {
        timing = Optional.empty();
    }

    synchronized long inFlight() {
        return inFlight;
    }

    synchronized long made() {
        return made.values().stream().mapToLong(Long::longValue).sum();
    }

    synchronized long made(Kind kind) {
        return made.getOrDefault(kind, 0L);
    }

    synchronized List<Failure> failures() {
        return List.copyOf(failures);
    }

    synchronized long tooMany() {
        return tooMany;
    }
}
