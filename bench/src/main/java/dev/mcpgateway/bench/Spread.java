package dev.mcpgateway.bench;

import java.util.List;

/** Several rounds of the same, as one figure and how far it wandered. */
record Spread(double median, double least, double most) {
    private static final double WIDE = 1.25;

    static Spread of(List<Double> values) {
        if (values.isEmpty()) {
            return new Spread(Double.NaN, Double.NaN, Double.NaN);
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1));
    }

    /** Whether it wandered so far that the median is hardly better than any other value. */
    boolean isWide() {
        return most > least * WIDE;
    }
}
