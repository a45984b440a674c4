package dev.mcpgateway.bench;

import java.util.function.DoubleUnaryOperator;

/**
 * How many calls a second keep half of a machine busy. That is not half of what it manages when it is full: calls that
 * come one by one wake everybody for each, so they cost more than calls that find everybody at work.
 */
final class Pace {
    private static final double HALF = 0.5;
    private static final double NEAR_ENOUGH = 0.03;
    private static final int LOOKS = 6;

    private Pace() {}

    /** @param busy what part of the machine is busy at a pace */
    static double halfBusy(double first, DoubleUnaryOperator busy) {
        double pace = first;
        for (int look = 0; look < LOOKS; look++) {
            double now = busy.applyAsDouble(pace);
            if (Math.abs(now - HALF) <= NEAR_ENOUGH) {
                return pace;
            }
            pace *= HALF / now;
        }
        throw new IllegalStateException(
                "no pace keeps half of the machine busy: its speed changes, or somebody else is at work");
    }
}
