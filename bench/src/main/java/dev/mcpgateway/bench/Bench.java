package dev.mcpgateway.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One run: starts everything, measures, reports. Ends with 1 if a figure is worth nothing, with 2 if there is none. */
public final class Bench {
    private Bench() {}

    public static void main(String[] args) {
        if (List.of(args).contains("--help")) {
            System.out.println(Options.USAGE);
            return;
        }
        Path repository = Path.of(System.getProperty("bench.repository", "")).toAbsolutePath();
        try {
            String figure = args.length == 0 || args[0].startsWith("-") ? "calls" : args[0];
            List<String> said = List.of(args).subList(figure.equals("calls") ? 0 : 1, args.length);
            Options options = Options.parse(arguments(figure, said), repository);
            emptied(options.work());
            System.exit(
                    switch (figure) {
                        case "calls" -> run(options, outcome -> true) ? 0 : 1;
                        case "smoke" -> run(options, Smoke.in(repository)::holds) ? 0 : 1;
                        case "latency" -> latency(options) ? 0 : 1;
                        case "gates" -> told(options, figure, new Variants(options, Variant.gates()).run());
                        case "limits" -> told(options, figure, new Variants(options, Variant.limits()).run());
                        case "parts" -> told(options, figure, new Variants(options, Variant.parts()).run());
                        case "isolation" -> told(options, figure, new Isolation(options, options.work()).run());
                        default ->
                            throw new IllegalArgumentException("'" + figure + "' is no figure; see bench/run --help");
                    });
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    private static List<String> arguments(String figure, List<String> said) {
        return switch (figure) {
            case "smoke" -> Smoke.options();
            case "latency" ->
                Stream.concat(Stream.of("--only", HalfLoad.CONTESTANTS), said.stream())
                        .toList();
            default -> said;
        };
    }

    private static int told(Options options, String figure, String table) {
        System.out.println(table);
        try {
            Files.writeString(Files.createDirectories(options.report()).resolve(figure + ".md"), table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return 0;
    }

    private static Stage stage(Options options) {
        Stage stage = new Stage(options, options.work());
        // Also when somebody loses patience: no process outlives the run.
        Runtime.getRuntime().addShutdownHook(new Thread(stage::close, "curtain"));
        System.err.println("starting; logs in " + options.work());
        return stage;
    }

    private static boolean latency(Options options) {
        try (Stage stage = stage(options)) {
            HalfLoad figure = new HalfLoad(options, stage);
            told(options, "latency", figure.run());
            return figure.faults().isEmpty();
        }
    }

    private static boolean run(Options options, Predicate<Measurement.Outcome> holds) {
        try (Stage stage = stage(options)) {
            Measurement.Outcome outcome = new Measurement(options, stage.start(), System.err).run();
            String when = InstantSource.system()
                    .instant()
                    .truncatedTo(ChronoUnit.MINUTES)
                    .toString();
            Report report = new Report(options, outcome, stage.missing(), when);
            report.writeTo(options.report());
            System.out.println(report.markdown());
            return report.faults().isEmpty() && holds.test(outcome);
        }
    }

    static void emptied(Path directory) {
        try {
            if (Files.exists(directory)) {
                try (Stream<Path> files = Files.walk(directory)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
