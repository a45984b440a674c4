package dev.mcpgateway.bench;

import java.util.Optional;

import dev.mcpgateway.bench.Contestant.Kind;

/**
 * One contestant, measured once.
 *
 * @param cpuSeconds of the contestant; for our gateway until the last audit record has arrived in Postgres
 * @param postgresSeconds CPU of Postgres in that time, which only our gateway gives work
 * @param gc how the contestant's JVM stood still in that time
 * @param othersShare how much of the machine somebody else used meanwhile: the noise
 */
record Round(
        Kind kind,
        Load.Result load,
        double cpuSeconds,
        double rssMiB,
        double postgresSeconds,
        double redisSeconds,
        GcPauses gc,
        double othersShare) {

    double cpuMicros() {
        return perCall(cpuSeconds);
    }

    double postgresMicros() {
        return perCall(postgresSeconds);
    }

    double redisMicros() {
        return perCall(redisSeconds);
    }

    double callsPerSecond() {
        return load.calls() * 1e9 / load.took().toNanos();
    }

    double p50Millis() {
        return load.latencies().micros(0.50) / 1_000;
    }

    double p99Millis() {
        return load.latencies().micros(0.99) / 1_000;
    }

    double p999Millis() {
        return load.latencies().micros(0.999) / 1_000;
    }

    double firstP50Millis() {
        return load.first().micros(0.50) / 1_000;
    }

    double firstP99Millis() {
        return load.first().micros(0.99) / 1_000;
    }

    /** Why this round says nothing. */
    Optional<String> invalid() {
        return load.errors() == 0
                ? Optional.empty()
                : Optional.of(load.errors() + " errors, the first: "
                        + load.firstError().orElse("unknown"));
    }

    private double perCall(double seconds) {
        return seconds * 1e6 / Math.max(1, load.calls());
    }
}
