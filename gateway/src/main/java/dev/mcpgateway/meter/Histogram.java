package dev.mcpgateway.meter;

import java.util.concurrent.atomic.LongAdder;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;

/** How often something took how long, in fixed buckets: one comparison each until it fits, and two additions. */
final class Histogram {
    private static final double NANOS = 1e9;
    private static final double[] BOUNDS = {
        0.0005,
        0.001,
        0.0025,
        0.005,
        0.01,
        0.025,
        0.05,
        0.1,
        0.25,
        0.5,
        1,
        2.5,
        5,
        10,
        30,
        60,
        300,
        Double.POSITIVE_INFINITY
    };
    private static final long[] BOUNDS_NANOS = nanos();

    private final LongAdder[] counts = new LongAdder[BOUNDS.length];
    private final LongAdder sum = new LongAdder();

    Histogram() {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    void record(long nanos) {
        int bucket = 0;
        while (nanos > BOUNDS_NANOS[bucket]) {
            bucket++;
        }
        counts[bucket].increment();
        sum.add(nanos);
    }

    long count() {
        long all = 0;
        for (LongAdder count : counts) {
            all += count.sum();
        }
        return all;
    }

    double sumSeconds() {
        return sum.sum() / NANOS;
    }

    ClassicHistogramBuckets buckets() {
        long[] now = new long[counts.length];
        for (int i = 0; i < now.length; i++) {
            now[i] = counts[i].sum();
        }
        return ClassicHistogramBuckets.of(BOUNDS, now);
    }

    private static long[] nanos() {
        long[] nanos = new long[BOUNDS.length];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = BOUNDS[i] == Double.POSITIVE_INFINITY ? Long.MAX_VALUE : (long) (BOUNDS[i] * NANOS);
        }
        return nanos;
    }
}
