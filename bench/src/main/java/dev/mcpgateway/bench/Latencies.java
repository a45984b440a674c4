package dev.mcpgateway.bench;

/** How long calls took, to the microsecond, up to a tenth of a second; slower ones share the last place. */
final class Latencies {
    private static final int SLOWEST = 100_000;

    private final long[] counts = new long[SLOWEST + 1];
    private long total;

    void record(long nanos) {
        counts[(int) Math.min(nanos / 1_000, SLOWEST)]++;
        total++;
    }

    long total() {
        return total;
    }

    /** The time within which this share of the calls was answered. */
    double micros(double share) {
        long wanted = (long) Math.ceil(total * share);
        long seen = 0;
        for (int micros = 0; micros <= SLOWEST; micros++) {
            seen += counts[micros];
            if (seen >= wanted && seen > 0) {
                return micros;
            }
        }
        return 0;
    }
}
