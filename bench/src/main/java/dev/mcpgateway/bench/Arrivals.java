package dev.mcpgateway.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

/** When calls come that do not wait for one another: planned before the first of them, as chance has it. */
final class Arrivals {
    private static final long SEED = 9;

    private Arrivals() {}

    /** In nanoseconds after the beginning; the same in every run for the same rate. */
    static long[] at(double perSecond, Duration length) {
        Random chance = new Random(SEED);
        long[] times = new long[(int) (perSecond * length.toMillis() / 1_000 * 2) + 100];
        double time = 0;
        int count = 0;
        while (count < times.length) {
            time -= Math.log(1 - chance.nextDouble()) / perSecond * 1e9;
            if (time >= length.toNanos()) {
                break;
            }
            times[count++] = (long) time;
        }
        return Arrays.copyOf(times, count);
    }
}
