package dev.mcpgateway.bench;

/** How long calls took, to the microsecond, up to a tenth of a second; slower ones share the last place. */
public final class Latencies {
    private static final int SLOWEST = 100_000;

    private final long[] counts = new long[SLOWEST + 1];
    private long total;

    public void record(long nanos) {
        counts[(int) Math.min(nanos / 1_000, SLOWEST)]++;
        total++;
    }

    public long total() {
        return total;
    }

    /** The time within which this share of the calls was answered. */
    public double micros(double share) {
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
