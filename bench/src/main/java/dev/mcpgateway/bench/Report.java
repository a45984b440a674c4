package dev.mcpgateway.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import dev.mcpgateway.bench.Contestant.Kind;

/** The table people read, and the rounds behind it as CSV. */
record Report(Options options, Measurement.Outcome outcome, List<String> missing, String when) {

    /** What makes a figure of this run worthless; empty for a good run. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        for (Round round : outcome.rounds()) {
            round.invalid().ifPresent(why -> faults.add(round.kind().word() + ": " + why));
        }
        if (has(Kind.OURS)) {
            if (outcome.made() != outcome.recorded()) {
                faults.add("calls made and audit rows differ: " + outcome.made() + " and " + outcome.recorded());
            }
            if (outcome.decided() == 0) {
                faults.add("Redis decided nothing: the gateway fell back to its own limits");
            }
        }
        return faults;
    }

    String markdown() {
        StringBuilder text = new StringBuilder(2_000);
        boolean isStream = options.call() == CallKind.SSE;
        text.append(line("| | CPU µs per call | × bare | × nginx | calls/s | × bare |"
                + (isStream ? " first event p50 ms | p99 ms |" : "")
                + " p50 ms | p99 ms | p99.9 ms | RSS MiB | GC pauses | ms in all |"));
        text.append(line("|---|---|---|---|---|---|" + (isStream ? "---|---|" : "") + "---|---|---|---|---|---|"));
        for (Kind kind : Kind.values()) {
            if (has(kind)) {
                text.append(row(kind));
            }
        }
        text.append(line(""));
        text.append(line(options.call().says()));
        text.append(line(String.format(
                Locale.ROOT,
                "Median of %d rounds of %d s (least–most), %d connections, %d users, JVM warm-up at least %d s each. %s.",
                options.rounds(),
                options.round().toSeconds(),
                options.connections(),
                options.users(),
                options.warmUp().toSeconds(),
                when)));
        text.append(line(String.format(
                Locale.ROOT,
                "%s, %d cores, Java %s. Others on the machine used %s %% of its cores meanwhile.",
                System.getProperty("os.name"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                whole(outcome.rounds().stream()
                        .map(round -> round.othersShare() * 100)
                        .toList()))));
        if (has(Kind.OURS)) {
            text.append(line(String.format(
                    Locale.ROOT,
                    "Through the gateway, warm-up included: %,d calls made, %,d audit rows in Postgres, %,d decisions"
                            + " in Redis. Beside the gateway's own CPU a call costs Postgres %s and Redis %s µs.",
                    outcome.made(),
                    outcome.recorded(),
                    outcome.decided(),
                    fine(values(Kind.OURS, Round::postgresMicros)),
                    fine(values(Kind.OURS, Round::redisMicros)))));
        }
        for (Kind kind : Kind.values()) {
            if (Spread.of(values(kind, Round::cpuMicros)).isWide()) {
                text.append(line(
                        "Rough: the rounds of '" + kind.word() + "' differ by more than a quarter in CPU per call, so"
                                + " its ratios are a guess; a longer warm-up or a quieter machine mends it."));
            }
        }
        missing.forEach(why -> text.append(line("Missing: " + why)));
        faults().forEach(why ->
                text.append(line("INVALID: " + why.lines().findFirst().orElse(""))));
        return text.toString();
    }

    String csv() {
        StringBuilder text = new StringBuilder(1_000);
        text.append(line("contestant,calls,errors,seconds,cpu_us_per_call,calls_per_second,p50_ms,p99_ms,rss_mib,"
                + "postgres_us_per_call,redis_us_per_call,gc_pauses,gc_ms,first_p50_ms,first_p99_ms,others_share"));
        for (Round round : outcome.rounds()) {
            text.append(line(String.format(
                    Locale.ROOT,
                    "%s,%d,%d,%.3f,%.2f,%.0f,%.3f,%.3f,%.1f,%.2f,%.2f,%d,%.1f,%.3f,%.3f,%.3f",
                    round.kind().word(),
                    round.load().calls(),
                    round.load().errors(),
                    round.load().took().toNanos() / 1e9,
                    round.cpuMicros(),
                    round.callsPerSecond(),
                    round.p50Millis(),
                    round.p99Millis(),
                    round.rssMiB(),
                    round.postgresMicros(),
                    round.redisMicros(),
                    round.gc().count(),
                    round.gc().millis(),
                    round.firstP50Millis(),
                    round.firstP99Millis(),
                    round.othersShare())));
        }
        return text.toString();
    }

    void writeTo(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve(options.call().report() + ".md"), markdown());
            Files.writeString(directory.resolve(options.call().report() + ".csv"), csv());
            Files.writeString(directory.resolve(options.call().report() + ".svg"), chart());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String chart() {
        return Chart.svg(
                "CPU µs per call: median, least and most of " + options.rounds() + " rounds",
                Stream.of(Kind.values())
                        .filter(this::has)
                        .map(kind -> new Chart.Bar(
                                kind.title().replaceAll("[*`]", ""), Spread.of(values(kind, Round::cpuMicros))))
                        .toList());
    }

    private String row(Kind kind) {
        return line("| " + kind.title() + " | " + fine(values(kind, Round::cpuMicros)) + " | "
                + ratio(kind, Kind.BARE, Round::cpuMicros) + " | " + ratio(kind, Kind.NGINX, Round::cpuMicros) + " | "
                + whole(values(kind, Round::callsPerSecond)) + " | " + ratio(kind, Kind.BARE, Round::callsPerSecond)
                + " | " + firstEvent(kind) + fine(values(kind, Round::p50Millis)) + " | "
                + fine(values(kind, Round::p99Millis)) + " | "
                + fine(values(kind, Round::p999Millis)) + " | "
                + whole(values(kind, Round::rssMiB)) + " | " + pauses(kind) + " |");
    }

    private String firstEvent(Kind kind) {
        return options.call() == CallKind.SSE
                ? fine(values(kind, Round::firstP50Millis)) + " | " + fine(values(kind, Round::firstP99Millis)) + " | "
                : "";
    }

    /** In a round. */
    private String pauses(Kind kind) {
        return kind == Kind.NGINX
                ? "– | –"
                : whole(values(kind, round -> round.gc().count())) + " | "
                        + whole(values(kind, round -> round.gc().millis()));
    }

    /** Of the medians: a round's ratio would compare two different moments. */
    private String ratio(Kind kind, Kind to, ToDoubleFunction<Round> figure) {
        double base = Spread.of(values(to, figure)).median();
        return Double.isNaN(base)
                ? "–"
                : String.format(
                        Locale.ROOT, "%.2f", Spread.of(values(kind, figure)).median() / base);
    }

    private List<Double> values(Kind kind, ToDoubleFunction<Round> figure) {
        return outcome.rounds().stream()
                .filter(round -> round.kind() == kind)
                .map(figure::applyAsDouble)
                .toList();
    }

    private boolean has(Kind kind) {
        return outcome.rounds().stream().anyMatch(round -> round.kind() == kind);
    }

    private static String fine(List<Double> values) {
        Spread spread = Spread.of(values);
        return String.format(Locale.ROOT, "%.1f (%.1f–%.1f)", spread.median(), spread.least(), spread.most());
    }

    private static String whole(List<Double> values) {
        Spread spread = Spread.of(values);
        return String.format(Locale.ROOT, "%,.0f (%,.0f–%,.0f)", spread.median(), spread.least(), spread.most());
    }

    private static String line(String text) {
        return text + "\n";
    }
}
