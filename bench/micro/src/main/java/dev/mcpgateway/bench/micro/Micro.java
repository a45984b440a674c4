package dev.mcpgateway.bench.micro;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs what the command line names, and ends with one table of all: time and allocation. */
public final class Micro {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private Micro() {}

    /** @param args as JMH takes them */
    public static void main(String[] args) throws CommandLineOptionException, RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .parent(new CommandLineOptions(args))
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
        System.out.println("\n| part | operation | | µs | ± | bytes allocated |\n|---|---|---|---|---|---|");
        results.forEach(result -> System.out.println(row(result)));
    }

    private static String row(RunResult result) {
        String name = result.getParams().getBenchmark();
        int method = name.lastIndexOf('.');
        Result<?> time = result.getPrimaryResult();
        double allocated = result.getSecondaryResults().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(ALLOCATED))
                .mapToDouble(entry -> entry.getValue().getScore())
                .findFirst()
                .orElse(Double.NaN);
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %.2f | %.2f | %,.0f |",
                name.substring(name.lastIndexOf('.', method - 1) + 1, method),
                name.substring(method + 1),
                result.getParams().getParamsKeys().stream()
                        .map(key -> key + " " + result.getParams().getParam(key))
                        .collect(Collectors.joining(", ")),
                time.getScore() / 1_000,
                time.getScoreError() / 1_000,
                allocated);
    }
}
