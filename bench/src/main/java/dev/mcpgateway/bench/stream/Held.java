package dev.mcpgateway.bench.stream;

import java.time.Duration;
import java.util.Locale;

import dev.mcpgateway.bench.Latencies;

/**
 * So many streams for a while, through the gateway and straight to the tool.
 *
 * @param idle what the gateway holds without them
 * @param full what it holds with them
 * @param cpuSeconds what it used in {@code time}
 */
record Held(int streams, Duration time, Side direct, Side through, Footprint idle, Footprint full, double cpuSeconds) {
    static final double MOST_ADDED_MILLIS = 20;
    static final double MOST_HEAP_KIB = 30;
    static final String HEADING = """
            | streams | events | lost, doubled, broken | straight p50 / p99 ms | through p50 / p99 ms | added p50 / p99 ms | live heap KiB a stream | outside it KiB a stream | RSS MiB | RSS KiB a stream | cores | CPU µs an event |
            |---|---|---|---|---|---|---|---|---|---|---|---|
            """;

    /** One of the two ways. */
    record Side(Tally.Sum sum, Latencies delays) {
        double millis(double share) {
            return delays.micros(share) / 1_000;
        }
    }

    double addedMillis(double share) {
        return through.millis(share) - direct.millis(share);
    }

    double heapKiB() {
        return (full.heapBytes() - idle.heapBytes()) / 1024.0 / streams;
    }

    /** Whether the figures are as they should be; whether nothing was lost is another question. */
    boolean holds() {
        return addedMillis(0.99) <= MOST_ADDED_MILLIS && heapKiB() <= MOST_HEAP_KIB;
    }

    String row() {
        Tally.Sum sum = through.sum();
        return String.format(
                Locale.ROOT,
                "| %,d | %,d | %d, %d, %d | %.2f / %.2f | %.2f / %.2f | %.2f / %.2f | %.1f | %.1f | %.0f | %.0f | %.2f | %.0f |%n",
                streams,
                sum.delivered(),
                sum.lost(),
                sum.doubled(),
                sum.broken(),
                direct.millis(0.5),
                direct.millis(0.99),
                through.millis(0.5),
                through.millis(0.99),
                addedMillis(0.5),
                addedMillis(0.99),
                heapKiB(),
                (full.directBytes() - idle.directBytes()) / 1024.0 / streams,
                full.rssMiB(),
                (full.rssMiB() - idle.rssMiB()) * 1024 / streams,
                cpuSeconds / time.toMillis() * 1_000,
                cpuSeconds * 1e6 / Math.max(1, through.delays().total()));
    }
}
