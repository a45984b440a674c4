package dev.mcpgateway.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What limiting costs: the same gateway three times, side by side and measured in turn, with no limit, with one so low
 * that each call asks Redis, and with one so high that it is leased. No call is refused: what is measured is deciding.
 */
final class LimitCost {
    /** Each under a name of its own: all three gateways share one Redis. */
    private static final Map<String, String> LIMITS = new LinkedHashMap<>();

    static {
        LIMITS.put("no limit", "limits: []\n");
        LIMITS.put("60/min, a trip each", "limits: [ { id: low, per: [user], rate: 60/min, burst: 1000000 } ]\n");
        LIMITS.put("1,000/s, leased", "limits: [ { id: high, per: [user], rate: 1000/s, burst: 1000 } ]\n");
    }

    private record Gateway(String name, OwnGateway process, List<Double> micros) {}

    private final Options options;
    private final Path directory;

    LimitCost(Options options, Path directory) {
        this.options = options;
        this.directory = directory;
    }

    String run() {
        try (Stores stores = new Stores(directory);
                CheapServer upstream = new CheapServer(directory)) {
            List<Gateway> gateways = new ArrayList<>();
            LIMITS.forEach((name, limits) -> gateways.add(new Gateway(
                    name,
                    OwnGateway.start(
                            directory.resolve("gateway-" + gateways.size()),
                            options,
                            stores,
                            Setup.tools(upstream.url()),
                            Setup.rules() + limits),
                    new ArrayList<>())));
            try {
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
        StringBuilder text = new StringBuilder(500)
                .append("| limit per user | CPU µs per call | of a call without |\n|---|---|---|\n");
        double free = Spread.of(gateways.get(0).micros()).median();
        for (Gateway gateway : gateways) {
            Spread spread = Spread.of(gateway.micros());
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %.1f (%.1f–%.1f) | %+.1f %% |%n",
                    gateway.name(),
                    spread.median(),
                    spread.least(),
                    spread.most(),
                    (spread.median() / free - 1) * 100));
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
