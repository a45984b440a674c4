package dev.mcpgateway.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import dev.mcpgateway.bench.Contestant.Kind;

/**
 * Whether a call has become dearer since somebody last looked: the CPU of a call through our gateway, to one through a
 * bare Spring Cloud Gateway in the same run, beside the ratio that was written down. Under three minutes.
 */
final class Smoke {
    /** Short warm-ups and neighbours move the ratio by a tenth or two; what this is for moves it by more. */
    private static final double TOLERANCE = 1.25;

    private final double recorded;

    private Smoke(double recorded) {
        this.recorded = recorded;
    }

    static Smoke in(Path repository) {
        Path file = repository.resolve("bench/recorded-ratio");
        try {
            return new Smoke(Double.parseDouble(Files.readString(file).strip()));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    static List<String> options() {
        return List.of("--only", "bare,gateway", "--warm-up", "25", "--rounds", "3", "--round", "5");
    }

    boolean holds(Measurement.Outcome outcome) {
        double now = micros(outcome, Kind.OURS) / micros(outcome, Kind.BARE);
        boolean holds = now <= recorded * TOLERANCE;
        System.out.printf(
                Locale.ROOT,
                "CPU per call to bare Spring Cloud Gateway: %.2f; recorded %.2f, so up to %.2f holds: %s%n",
                now,
                recorded,
                recorded * TOLERANCE,
                holds ? "yes" : "NO");
        return holds;
    }

    private static double micros(Measurement.Outcome outcome, Kind kind) {
        return Spread.of(outcome.rounds().stream()
                        .filter(round -> round.kind() == kind)
                        .map(Round::cpuMicros)
                        .toList())
                .median();
    }
}
