package dev.mcpgateway.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import dev.mcpgateway.bench.Contestant.Kind;

/**
 * Whether a call has become dearer since somebody last looked: the CPU of a call through our gateway, to one through a
 * bare Spring Cloud Gateway just before, beside the ratio that was written down. Under three minutes.
 */
final class Smoke {
    /** Short warm-ups and neighbours move the ratio by a tenth or two; what this is for moves it by more. */
    private static final double TOLERANCE = 1.25;

    private final double recorded;

    Smoke(double recorded) {
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
        return List.of("--only", "bare,gateway", "--warm-up", "20", "--rounds", "5", "--round", "4");
    }

    /** Refuses to say where one round would say this and another that, as on a machine whose speed changes. */
    boolean holds(Measurement.Outcome outcome) {
        return holds(micros(outcome, Kind.OURS), micros(outcome, Kind.BARE));
    }

    boolean holds(List<Double> ours, List<Double> bare) {
        double allowed = recorded * TOLERANCE;
        Spread now = Spread.of(IntStream.range(0, Math.min(ours.size(), bare.size()))
                .mapToObj(round -> ours.get(round) / bare.get(round))
                .toList());
        String says = String.format(
                Locale.ROOT,
                "CPU per call to bare Spring Cloud Gateway: %.2f (%.2f–%.2f); recorded %.2f, so up to %.2f holds: ",
                now.median(),
                now.least(),
                now.most(),
                recorded,
                allowed);
        if (now.isWide() && now.least() <= allowed && now.most() > allowed) {
            throw new IllegalStateException(says + "no verdict, because the rounds differ; again on a quieter machine");
        }
        System.out.println(says + (now.median() <= allowed ? "yes" : "NO"));
        return now.median() <= allowed;
    }

    private static List<Double> micros(Measurement.Outcome outcome, Kind kind) {
        return outcome.rounds().stream()
                .filter(round -> round.kind() == kind)
                .map(Round::cpuMicros)
                .toList();
    }
}
