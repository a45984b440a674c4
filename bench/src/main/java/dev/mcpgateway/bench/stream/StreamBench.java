package dev.mcpgateway.bench.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import dev.mcpgateway.bench.Latencies;
import dev.mcpgateway.bench.Workbench;

/** One run. Ends with 1 if an event was lost or something was left behind, with 2 if there was no measurement. */
public final class StreamBench {
    private static final String USAGE = """
            bench/streams [options]: what open streams cost, with an event a second on each, and what they leave behind

              --streams A,B,...  how many at a time, one after the other (1000,5000,9500)
              --hold SECONDS     how long each number is measured, through the gateway and straight to the tool (20)
            The report is printed and kept as bench/target/report/streams.md.""";

    private static final int STAYING = 2_000;
    private static final Duration SETTLE = Duration.ofSeconds(3);

    private final StreamStage stage;
    private final Duration time;
    private final List<String> faults = new ArrayList<>();

    private StreamBench(StreamStage stage, Duration time) {
        this.stage = stage;
        this.time = time;
    }

    public static void main(String[] args) {
        List<String> given = List.of(args);
        if (given.contains("--help")) {
            System.out.println(USAGE);
            return;
        }
        Path repository = Path.of(System.getProperty("bench.repository", "")).toAbsolutePath();
        try {
            List<Integer> sizes = Stream.of(
                            option(given, "--streams", "1000,5000,9500").split(",", -1))
                    .map(Integer::valueOf)
                    .toList();
            Duration time = Duration.ofSeconds(Integer.parseInt(option(given, "--hold", "20")));
            OpenFiles.suffice(sizes);
            Workbench bench = new Workbench(repository, repository.resolve("bench/target/streams"));
            // Also when somebody loses patience: no process outlives the run.
            Runtime.getRuntime().addShutdownHook(new Thread(bench::close, "curtain"));
            try (bench;
                    StreamStage stage = new StreamStage(bench)) {
                System.exit(new StreamBench(stage, time).run(sizes, bench.report()) ? 0 : 1);
            }
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    private static String option(List<String> given, String name, String usual) {
        int at = given.indexOf(name);
        return at < 0 || at + 1 == given.size() ? usual : given.get(at + 1);
    }

    private boolean run(List<Integer> sizes, Path folder) {
        say("warming up");
        warmUp();
        Footprint base = idle("base");
        StringBuilder report = new StringBuilder(Held.HEADING);
        boolean holds = true;
        for (int streams : sizes) {
            Held held = held(streams, base);
            report.append(held.row());
            System.err.print(held.row());
            holds &= held.holds();
        }
        report.append(System.lineSeparator())
                .append(holds ? "Both aims are held" : "NOT HELD")
                .append(": at most " + Held.MOST_HEAP_KIB + " KiB of live heap a stream, and at most ")
                .append(Held.MOST_ADDED_MILLIS + " ms added at p99.\n\n");
        Disturbances disturbances = new Disturbances(stage, Math.min(STAYING, Collections.max(sizes)), faults);
        report.append(disturbances.run());
        report.append(disturbances.backTo(base, idle("end")));
        report.append(records());
        faults.forEach(fault -> report.append("FAULT: ").append(fault).append('\n'));
        write(folder, report.toString());
        System.out.println(report);
        return faults.isEmpty();
    }

    private void warmUp() {
        stage.over(stage.open(stage.through(), new StreamGroup.Plan(3_000, 400, Requests.streaming(3, 0), false)));
        StreamGroup direct = stage.begun(stage.direct(), StreamGroup.Plan.lasting(1_000));
        StreamGroup through = stage.begun(stage.through(), StreamGroup.Plan.lasting(1_000));
        Workbench.pause(Duration.ofSeconds(15));
        stage.finished(through);
        stage.over(direct);
    }

    /** Once the connections nobody needs any more are gone. */
    private Footprint idle(String when) {
        stage.connectionsLeft();
        Workbench.pause(SETTLE);
        return stage.footprint(when);
    }

    private Held held(int streams, Footprint base) {
        say(streams + " streams straight to the tool");
        StreamGroup direct = stage.begun(stage.direct(), StreamGroup.Plan.lasting(streams));
        Workbench.pause(SETTLE);
        Latencies directDelays = timed(direct);
        Tally.Sum directSum = stage.finished(direct);

        say(streams + " streams through the gateway");
        StreamGroup through = stage.begun(stage.through(), StreamGroup.Plan.lasting(streams));
        Workbench.pause(SETTLE);
        double before = Workbench.cpuSeconds(stage.gateway());
        Latencies throughDelays = timed(through);
        double cpuSeconds = Workbench.cpuSeconds(stage.gateway()) - before;
        Footprint full = stage.footprint(Integer.toString(streams));
        Tally.Sum throughSum = stage.finished(through);

        fault(streams + " straight to the tool", directSum);
        fault(streams + " through the gateway", throughSum);
        return new Held(
                streams,
                time,
                new Held.Side(directSum, directDelays),
                new Held.Side(throughSum, throughDelays),
                base,
                full,
                cpuSeconds);
    }

    private Latencies timed(StreamGroup group) {
        Latencies delays = stage.clients().ask(() -> group.tally().timed());
        Workbench.pause(time);
        stage.clients().ask(() -> {
            group.tally().untimed();
            return true;
        });
        return delays;
    }

    private void fault(String what, Tally.Sum sum) {
        if (!sum.isFaultless()) {
            faults.add(what + ": " + sum);
        }
    }

    /** Every call leaves one record, whatever became of its stream. */
    private String records() {
        long made = stage.made();
        StreamStage.comes(() -> stage.recorded() >= made, Duration.ofSeconds(30));
        long recorded = stage.recorded();
        if (recorded != made) {
            faults.add(made + " calls were made and " + recorded + " records are in Postgres");
        }
        return String.format(
                Locale.ROOT,
                "Through the gateway, warm-up included: %,d calls made, %,d audit rows in Postgres. %d cores, Java %s.%n",
                made,
                recorded,
                Runtime.getRuntime().availableProcessors(),
                Runtime.version());
    }

    private static void write(Path folder, String report) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("streams.md"), report);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void say(String what) {
        System.err.println(what);
    }
}
