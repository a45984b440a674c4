package dev.mcpgateway.bench;

/**
 * How long calls took: to the microsecond up to four milliseconds, above that to a two-thousandth of the time; what
 * took longer than two minutes shares the last place.
 */
public final class Latencies {
    private static final int EXACT_BITS = 12;
    private static final int LONGEST_BITS = 27;
    private static final int HALF = 1 << (EXACT_BITS - 1);

    private final long[] counts = new long[place((1L << LONGEST_BITS) - 1) + 1];
    private long total;

    public void record(long nanos) {
        counts[place(Math.min(Math.max(0, nanos / 1_000), (1L << LONGEST_BITS) - 1))]++;
        total++;
    }

    public long total() {
        return total;
    }

    /** The time within which this share of the calls was answered. */
    public double micros(double share) {
        long wanted = (long) Math.ceil(total * share);
        long seen = 0;
        for (int place = 0; place < counts.length; place++) {
            seen += counts[place];
            if (seen >= wanted && seen > 0) {
                return micros(place);
            }
        }
        return 0;
    }

    private static int place(long micros) {
        int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(micros) - EXACT_BITS);
        return shift * HALF + (int) (micros >> shift);
    }

    private static long micros(int place) {
        int shift = Math.max(0, place / HALF - 1);
        return (long) (place - shift * HALF) << shift;
    }
}
