package dev.mcpgateway.bench;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.mcpgateway.bench.Contestant.Kind;

/**
 * What a proxy adds to the time a call takes on a machine that is half busy: as many calls a second as keep half of it
 * busy while a bare Spring Cloud Gateway passes them on, at times fixed beforehand, to each contestant in turn.
 */
final class HalfLoad {
    /** What is measured if nobody says otherwise. */
    static final String CONTESTANTS = "direct,nginx,bare,gateway";

    private static final double HELD_P50_MILLIS = 0.5;
    private static final double HELD_P99_MILLIS = 3;

    private final Options options;
    private final Stage stage;
    private final Calls calls;
    private final Map<Kind, Figures> figures = new EnumMap<>(Kind.class);
    private final List<Double> others = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    HalfLoad(Options options, Stage stage) {
        this.options = options;
        this.stage = stage;
        this.calls = Calls.of(options.users(), InstantSource.system().instant());
    }

    /** Of each round. */
    private record Figures(List<Double> p50, List<Double> p99, List<Double> cpuMicros, List<Double> busy) {
        Figures() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        void add(Load.Result result, double cpuSeconds, double busyShare) {
            p50.add(result.latencies().micros(0.5) / 1_000);
            p99.add(result.latencies().micros(0.99) / 1_000);
            cpuMicros.add(cpuSeconds * 1e6 / Math.max(1, result.calls()));
            busy.add(busyShare * 100);
        }
    }

    /** What makes a figure worthless; empty after a good run. */
    List<String> faults() {
        return faults;
    }

    String run() {
        stage.start();
        Contestant bare = contestant(Kind.BARE);
        contestant(Kind.DIRECT);
        Measurement measurement = new Measurement(options, stage, System.err);
        measurement.warmUp();
        List<Double> reached = new ArrayList<>();
        for (int round = 0; round < options.rounds(); round++) {
            reached.add(measurement.measure(bare, options.round()).callsPerSecond());
        }
        double full = Spread.of(reached).median();
        long[] arrivals = Arrivals.at(Pace.halfBusy(full / 2, pace -> busy(bare, pace)), options.round());
        long made = measurement.made();
        for (Contestant contestant : stage.contestants()) {
            // What ran flat out has to find its pace.
            made += owed(contestant, load(contestant).run(arrivals));
        }
        for (int round = 1; round <= options.rounds(); round++) {
            for (Contestant contestant : stage.contestants()) {
                Load.Result result = measured(contestant, arrivals);
                made += owed(contestant, result);
                System.err.printf(
                        "round %d/%d %-8s p50 %.2f ms, p99 %.2f ms%n",
                        round,
                        options.rounds(),
                        contestant.kind().word(),
                        result.latencies().micros(0.5) / 1_000,
                        result.latencies().micros(0.99) / 1_000);
            }
        }
        checkRecords(made);
        return report(full, arrivals.length / (double) options.round().toSeconds());
    }

    private Figures of(Kind kind) {
        return figures.computeIfAbsent(kind, first -> new Figures());
    }

    private Contestant contestant(Kind kind) {
        return stage.contestants().stream()
                .filter(contestant -> contestant.kind() == kind)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "--only must name '" + kind.word() + "': what the others are compared to"));
    }

    /** How many records are owed for it. */
    private static long owed(Contestant contestant, Load.Result result) {
        return contestant.kind() == Kind.OURS ? result.calls() + result.errors() : 0;
    }

    private OpenLoad load(Contestant contestant) {
        return new OpenLoad(contestant.questions(options.call(), calls), contestant.port(), options.connections());
    }

    private double busy(Contestant contestant, double pace) {
        OpenLoad load = load(contestant);
        Noise noise = new Noise(stage.stores());
        load.run(Arrivals.at(pace, options.round()));
        double busy = noise.busy();
        System.err.printf(
                "%,.0f calls a second through %s: %.0f %% of the machine busy%n",
                pace, contestant.kind().word(), busy * 100);
        return busy;
    }

    private Load.Result measured(Contestant contestant, long[] arrivals) {
        OpenLoad load = load(contestant);
        Noise noise = new Noise(stage.stores());
        double before = contestant.use().cpuSeconds();
        Load.Result result = load.run(arrivals);
        of(contestant.kind()).add(result, contestant.use().cpuSeconds() - before, noise.busy());
        others.add(noise.share() * 100);
        result.firstError()
                .ifPresent(why ->
                        faults.add(contestant.kind().word() + ": " + result.errors() + " errors, the first: " + why));
        return result;
    }

    private void checkRecords(long made) {
        stage.stores().ifPresent(stores -> {
            Measurement.drain(stores, Instant.EPOCH, made);
            long recorded = stores.recordedSince(Instant.EPOCH);
            if (recorded != made) {
                faults.add("calls made and audit rows differ: " + made + " and " + recorded);
            }
        });
    }

    private String report(double full, double rate) {
        Figures direct = of(Kind.DIRECT);
        StringBuilder text = new StringBuilder(1_000)
                .append(
                        "| | p50 ms | p99 ms | added p50 | added p99 | CPU µs per call | machine busy % |\n|---|---|---|---|---|---|---|\n");
        figures.forEach((kind, of) -> text.append(String.format(
                Locale.ROOT,
                "| %s | %s | %s | %.2f | %.2f | %.1f | %.0f |%n",
                kind.title(),
                fine(of.p50()),
                fine(of.p99()),
                added(of.p50(), direct.p50()),
                added(of.p99(), direct.p99()),
                Spread.of(of.cpuMicros()).median(),
                Spread.of(of.busy()).median())));
        text.append(String.format(
                Locale.ROOT,
                "%n%,.0f calls a second at times fixed beforehand, at which bare Spring Cloud Gateway keeps half of the machine"
                        + " busy (full, it reached %,.0f in this run); on up to %d connections. Median of %d rounds of %d s (least–most). Others on the machine used %s %% of"
                        + " its cores meanwhile.%n",
                rate,
                full,
                options.connections(),
                options.rounds(),
                options.round().toSeconds(),
                fine(others)));
        if (figures.containsKey(Kind.OURS)) {
            double p50 = added(of(Kind.OURS).p50(), direct.p50());
            double p99 = added(of(Kind.OURS).p99(), direct.p99());
            text.append(String.format(
                    Locale.ROOT,
                    "Aim: at most %.1f ms added at p50 and %.0f at p99: %s and %s.%n",
                    HELD_P50_MILLIS,
                    HELD_P99_MILLIS,
                    p50 <= HELD_P50_MILLIS ? "held" : "NOT held",
                    p99 <= HELD_P99_MILLIS ? "held" : "NOT held"));
        }
        stage.missing().forEach(why -> text.append("Missing: ").append(why).append('\n'));
        faults.forEach(why -> text.append("INVALID: ").append(why).append('\n'));
        return text.toString();
    }

    private static double added(List<Double> to, List<Double> from) {
        return Spread.of(to).median() - Spread.of(from).median();
    }

    private static String fine(List<Double> values) {
        Spread spread = Spread.of(values);
        return String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", spread.median(), spread.least(), spread.most());
    }
}
