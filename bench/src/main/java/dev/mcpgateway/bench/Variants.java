package dev.mcpgateway.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The same gateway several times, side by side and measured in turn, with one thing different in each: what that thing
 * costs a call. No call is refused.
 */
final class Variants {
    private static final int MANY = 10_000;

    private final Options options;
    private final Path directory;
    private final List<Variant> variants;

    private Variants(Options options, List<Variant> variants) {
        this.options = options;
        this.directory = options.work();
        this.variants = variants;
    }

    /**
     * One of them; the first of a list is what the others are compared to.
     *
     * @param servers more of tools.yaml
     * @param policy all of policy.yaml
     */
    private record Variant(String name, String servers, String policy, Map<String, String> environment) {
        Variant(String name, String policy) {
            this(name, "", policy, Map.of());
        }
    }

    private record Gateway(String name, OwnGateway process, List<Double> micros) {}

    /** No limit; one so low that each call asks Redis; one so high that it is leased. */
    static Variants limits(Options options) {
        // Each under a name of its own: all the gateways share one Redis.
        return new Variants(
                options,
                List.of(
                        new Variant("no limit", Setup.rules() + "limits: []\n"),
                        new Variant(
                                "60/min, a trip each",
                                Setup.rules() + "limits: [ { id: low, per: [user], rate: 60/min, burst: 1000000 } ]\n"),
                        new Variant(
                                "1,000/s, leased",
                                Setup.rules() + "limits: [ { id: high, per: [user], rate: 1000/s, burst: 1000 } ]\n")));
    }

    /** What is switched on or piled up around a call. */
    static Variants parts(Options options) {
        return new Variants(
                options,
                List.of(
                        new Variant("as in `bench/run`", Setup.policy()),
                        new Variant("without limits", Setup.rules() + "limits: []\n"),
                        new Variant(
                                "with a log line for each call", "", Setup.policy(), Map.of("LOG_EVERY_CALL", "true")),
                        new Variant("with 10,000 rules", Setup.policy(manyRules())),
                        new Variant(
                                "with 10,000 servers",
                                manyServers(),
                                Setup.policy(),
                                // Asking all of them how they are is work of its own, and not a call's.
                                Map.of("HEALTH_EVERY", "1h", "READ_DEFINITIONS", "false"))));
    }

    private static String manyRules() {
        return IntStream.range(0, MANY)
                .mapToObj(i -> "  - { id: rule-" + i + ", to: [" + Calls.ROLE + "], allow: [\"calculator/tool-" + i
                        + "\"] }\n")
                .collect(Collectors.joining());
    }

    private static String manyServers() {
        return IntStream.range(0, MANY)
                .mapToObj(i -> "  server-" + i + ": { url: \"http://127.0.0.1:9/mcp\","
                        + " secret: { env: CALCULATOR_GATEWAY_SECRET }, tools: { some: {} } }\n")
                .collect(Collectors.joining());
    }

    String run() {
        try (Stores stores = new Stores(directory);
                CheapServer upstream = new CheapServer(directory)) {
            List<Gateway> gateways = new ArrayList<>();
            try {
                for (Variant variant : variants) {
                    gateways.add(new Gateway(
                            variant.name(),
                            OwnGateway.start(
                                    directory.resolve("gateway-" + gateways.size()),
                                    options,
                                    stores,
                                    Setup.tools(upstream.url()) + variant.servers(),
                                    variant.policy(),
                                    variant.environment()),
                            new ArrayList<>()));
                }
                return measured(gateways);
            } finally {
                gateways.forEach(gateway -> gateway.process().close());
            }
        }
    }

    private String measured(List<Gateway> gateways) {
        Calls calls = Calls.of(options.users(), InstantSource.system().instant());
        gateways.forEach(gateway -> cpuMicros(gateway, calls, options.warmUp()));
        for (int round = 0; round < options.rounds(); round++) {
            gateways.forEach(gateway -> gateway.micros().add(cpuMicros(gateway, calls, options.round())));
        }
        StringBuilder text =
                new StringBuilder(500).append("| the gateway | CPU µs per call | to the first |\n|---|---|---|\n");
        double first = Spread.of(gateways.get(0).micros()).median();
        for (Gateway gateway : gateways) {
            Spread spread = Spread.of(gateway.micros());
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %.1f (%.1f–%.1f) | %+.1f %% |%n",
                    gateway.name(),
                    spread.median(),
                    spread.least(),
                    spread.most(),
                    (spread.median() / first - 1) * 100));
        }
        return text.toString();
    }

    private double cpuMicros(Gateway gateway, Calls calls, Duration length) {
        Load load = new Load(
                calls.requests(gateway.process().port(), "/calculator/mcp"),
                gateway.process().port(),
                CheapUpstream.answer());
        double before = gateway.process().use().cpuSeconds();
        Load.Result result = load.run(options.connections(), length);
        result.firstError().ifPresent(why -> {
            throw new IllegalStateException(gateway.name() + ": " + why);
        });
        return (gateway.process().use().cpuSeconds() - before) * 1e6 / result.calls();
    }
}
