package dev.mcpgateway.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The same gateway several times, side by side and measured in turn, with one thing different in each: what that thing
 * costs a call. No call is refused.
 */
final class Variants {
    /** What the first of some variants is compared to. */
    static final String BARE = "bare Spring Cloud Gateway";

    /** Stands for the address of a collector that this class starts. */
    static final String COLLECTOR = "a collector";

    private final Options options;
    private final Path directory;
    private final List<Variant> variants;
    private final List<Row> rows = new ArrayList<>();
    private final List<Double> others = new ArrayList<>();
    private final InstantSource clock = InstantSource.system();

    Variants(Options options, List<Variant> variants) {
        this.options = options;
        this.directory = options.work();
        this.variants = variants;
    }

    /** One line of the table: a process, what it is compared to, and what was measured. */
    private record Row(
            String name,
            String to,
            Child process,
            int port,
            String path,
            boolean isRecorded,
            List<Double> micros,
            List<Double> callsPerSecond) {
        Row(String name, String to, Child process, int port, String path, boolean isRecorded) {
            this(name, to, process, port, path, isRecorded, new ArrayList<>(), new ArrayList<>());
        }

        double median() {
            return Spread.of(micros).median();
        }

        boolean isSettled() {
            int last = micros.size() - 1;
            return last > 0 && Measurement.isSteady(micros.get(last - 1), micros.get(last));
        }

        void forget() {
            micros.clear();
            callsPerSecond.clear();
        }
    }

    String run() {
        try (Stores stores = new Stores(directory);
                TraceCollector collector = new TraceCollector();
                CheapServer upstream = new CheapServer(directory)) {
            try {
                if (variants.stream().anyMatch(variant -> variant.to().equals(BARE))) {
                    rows.add(bare(upstream));
                }
                for (Variant variant : variants) {
                    rows.add(row(variant, stores, collector, upstream));
                }
                measure(stores);
                return table();
            } finally {
                rows.forEach(row -> row.process().close());
            }
        }
    }

    private Row bare(CheapServer upstream) {
        int port = Child.freePort();
        List<String> command = new ArrayList<>(List.of(Stage.javaBinary()));
        command.addAll(Stage.JVM);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                BareGateway.class.getName(),
                Integer.toString(port),
                upstream.root()));
        Child process = Child.start("bare", directory, command, Map.of()).listening(port);
        return new Row(BARE, BARE, process, port, "/mcp", false);
    }

    private Row row(Variant variant, Stores stores, TraceCollector collector, CheapServer upstream) {
        Map<String, String> environment = new HashMap<>(variant.environment());
        environment.replaceAll((name, value) -> value.equals(COLLECTOR) ? collector.url() : value);
        OwnGateway gateway = OwnGateway.start(
                directory.resolve("gateway-" + rows.size()),
                options,
                stores,
                Setup.tools(upstream.url(), variant.tool()) + variant.servers(),
                variant.policy(),
                environment);
        return new Row(
                variant.name(),
                variant.to(),
                gateway.process(),
                gateway.port(),
                "/calculator/mcp",
                variant.isRecorded());
    }

    private void measure(Stores stores) {
        Calls calls = Calls.of(options.users(), clock.instant());
        warmUp(calls, stores);
        rows.forEach(Row::forget);
        others.clear();
        for (int round = 1; round <= options.rounds(); round++) {
            System.err.printf("round %d/%d%n", round, options.rounds());
            rows.forEach(row -> measure(row, calls, options.round(), stores));
        }
    }

    /** A slice for each in turn, until a call costs about what it cost a slice before; of the settled no more. */
    private void warmUp(Calls calls, Stores stores) {
        List<Row> unsettled = new ArrayList<>(rows);
        Duration spent = Duration.ZERO;
        while (!unsettled.isEmpty() && spent.compareTo(options.warmUp().multipliedBy(Measurement.LONGEST)) < 0) {
            unsettled.forEach(row -> measure(row, calls, Measurement.SLICE, stores));
            spent = spent.plus(Measurement.SLICE);
            System.err.printf("warmed up for %d s, %d not settled%n", spent.toSeconds(), unsettled.size());
            if (spent.compareTo(options.warmUp()) >= 0) {
                unsettled.removeIf(row -> options.isQuick() || row.isSettled());
            }
        }
    }

    /** A call has cost what it costs only when its record has arrived. */
    private void measure(Row row, Calls calls, Duration length, Stores stores) {
        Load load = new Load(calls.requests(row.port(), row.path()), row.port(), CheapUpstream.answer());
        Instant began = clock.instant();
        Noise noise = new Noise(Optional.of(stores));
        double before = ProcessUse.ofTree(row.process().handle()).cpuSeconds();
        Load.Result result = load.run(options.connections(), length);
        result.firstError().ifPresent(why -> {
            throw new IllegalStateException(row.name() + ": " + why);
        });
        if (row.isRecorded()) {
            Measurement.drain(stores, began, result.calls());
        }
        double used = ProcessUse.ofTree(row.process().handle()).cpuSeconds() - before;
        row.micros().add(used * 1e6 / result.calls());
        others.add(noise.share() * 100);
        row.callsPerSecond().add(result.calls() * 1e9 / result.took().toNanos());
    }

    private String table() {
        StringBuilder text = new StringBuilder(1_000)
                .append("| | CPU µs per call | to | µs more | % more | calls/s |\n|---|---|---|---|---|---|\n");
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            Spread spread = Spread.of(row.micros());
            text.append(String.format(
                    Locale.ROOT,
                    "| %d. %s | %.1f (%.1f–%.1f) | %s | %,.0f |%n",
                    i + 1,
                    row.name(),
                    spread.median(),
                    spread.least(),
                    spread.most(),
                    compared(row),
                    Spread.of(row.callsPerSecond()).median()));
        }
        return text.append(String.format(
                        Locale.ROOT,
                        "%nMedian of %d rounds of %d s (least–most), %d connections, %d users, warm-up of at least %d s each. %s."
                                + " Others on the machine used %.0f %% of its cores meanwhile.%n",
                        options.rounds(),
                        options.round().toSeconds(),
                        options.connections(),
                        options.users(),
                        options.warmUp().toSeconds(),
                        clock.instant().truncatedTo(ChronoUnit.MINUTES),
                        Spread.of(others).median()))
                .toString();
    }

    private String compared(Row row) {
        if (row.to().equals(row.name())) {
            return "| |";
        }
        Row to = rows.stream()
                .filter(each -> each.name().equals(row.to()))
                .findFirst()
                .orElseThrow();
        return String.format(
                Locale.ROOT,
                "%d | %+.1f | %+.1f",
                rows.indexOf(to) + 1,
                row.median() - to.median(),
                (row.median() / to.median() - 1) * 100);
    }
}
