package dev.mcpgateway.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run is asked to do.
 *
 * @param warmUp for each contestant that runs on a JVM, before anything is measured; longer where it has not settled
 * @param call what a call is
 * @param only the contestants to measure; empty means all
 * @param isQuick takes the warm-up as it is, settled or not
 */
record Options(
        Duration warmUp,
        int rounds,
        Duration round,
        int connections,
        int users,
        CallKind call,
        String only,
        boolean isQuick,
        Path repository) {
    static final String USAGE = """
            bench/run [options]: the cost of a call through the gateway, beside nginx and bare Spring Cloud Gateway
            bench/run smoke: whether a call has become dearer than bench/recorded-ratio says, in less than three minutes
            bench/run latency [options]: what a proxy adds to a call on a machine that is half busy
            bench/run gates [options]: what each gate costs a call, switched on one after the other
            bench/run limits [options]: what limiting costs, with a trip to Redis for each call and leased
            bench/run parts [options]: what 10,000 rules and 10,000 servers cost a call
            bench/run isolation [options]: what a tool that hangs, and one that works hard, do to the calls of another

              --quick            a first look in less than 90 s: short warm-up, 2 rounds of 3 s
              --warm-up SECONDS  at least, for each contestant on a JVM (45)
              --rounds N         each contestant is measured once a round, in turn (5)
              --round SECONDS    how long (8)
              --connections N    keep-alive connections, one call at a time on each (64)
              --users N          different users and tokens (1000)
              --call KIND        json; sse: ten events of progress and the result; mix: what agents do all day (json)
              --only A,B         of: direct, nginx, netty-whole, netty-streamed, bare, gateway
            The report is printed and kept in bench/target/report/.""";

    private static final Map<String, String> USUAL = Map.of(
            "--warm-up",
            "45",
            "--rounds",
            "5",
            "--round",
            "8",
            "--connections",
            "64",
            "--users",
            "1000",
            "--only",
            "",
            "--call",
            "json");
    private static final Map<String, String> QUICK = Map.of("--warm-up", "10", "--rounds", "2", "--round", "3");

    static Options parse(List<String> arguments, Path repository) {
        Map<String, String> given = new HashMap<>(USUAL);
        for (int i = 0; i < arguments.size(); i++) {
            String name = arguments.get(i);
            if (name.equals("--quick")) {
                given.putAll(QUICK);
            } else if (USUAL.containsKey(name) && i + 1 < arguments.size()) {
                i++;
                given.put(name, arguments.get(i));
            } else {
                throw new IllegalArgumentException(
                        "'" + name + "' is unknown or lacks its value; see bench/run --help");
            }
        }
        return new Options(
                Duration.ofSeconds(number("--warm-up", given)),
                number("--rounds", given),
                Duration.ofSeconds(number("--round", given)),
                number("--connections", given),
                number("--users", given),
                CallKind.of(given.getOrDefault("--call", "")),
                given.getOrDefault("--only", ""),
                arguments.contains("--quick"),
                repository);
    }

    private static int number(String name, Map<String, String> given) {
        String value = given.getOrDefault(name, "");
        if (!value.matches("[1-9]\\d{0,5}")) {
            throw new IllegalArgumentException(name + ": '" + value + "' is not a whole number above 0");
        }
        return Integer.parseInt(value);
    }

    /** Whether this contestant is to run; the words of {@code --only} are the names in the table. */
    boolean wants(String contestant) {
        return only.isEmpty() || List.of(only.split(",", -1)).contains(contestant);
    }

    Path work() {
        return repository.resolve("bench/target/work");
    }

    Path report() {
        return repository.resolve("bench/target/report");
    }

    Path gatewayJar() {
        return repository.resolve("gateway/target/gateway-app.jar");
    }
}
