package dev.mcpgateway.bench.soak;

import dev.mcpgateway.bench.Latencies;

/**
 * A quarter without faults.
 *
 * @param latencies of ordinary calls
 * @param stolen what part of the processors the host gave to somebody else while there was work for them, from 0 to 1
 */
record Calm(Latencies latencies, double stolen) {
    double p99Millis() {
        return latencies.micros(0.99) / 1_000;
    }
}
