package dev.mcpgateway.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * What one tool does to another through the same gateway: the latency of calls to one that is quick, alone, beside 500
 * callers of one that hangs on every call, and beside callers of the document generator, in turn, as ratios.
 */
final class Isolation {
    private static final int CALLERS = 500;
    private static final int CONNECTIONS = 16;

    private final Options options;
    private final Path directory;

    Isolation(Options options, Path directory) {
        this.options = options;
        this.directory = directory;
    }

    /** The median and the slowest hundredth, in milliseconds, of each round. */
    private record Pace(List<Double> p50, List<Double> p99) {
        Pace() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        void add(Load.Result result) {
            p50.add(result.latencies().micros(0.5) / 1_000);
            p99.add(result.latencies().micros(0.99) / 1_000);
        }
    }

    String run() {
        try (Stores stores = new Stores(directory);
                CheapServer upstream = new CheapServer(directory);
                HangingServer hanging = new HangingServer();
                DocumentServer documents = new DocumentServer(directory, options.repository());
                OwnGateway gateway = OwnGateway.start(
                        directory.resolve("gateway-0"),
                        options,
                        stores,
                        Setup.tools(upstream.url())
                                + Setup.hangingServer(hanging.url())
                                + Setup.documentServer(documents.url()),
                        Setup.rules() + "limits: []\n",
                        // A document generator that gets no processor time must not be taken for one that is gone.
                        Map.of("HEALTH_EVERY", "1h"))) {
            Calls calls = Calls.of(options.users(), InstantSource.system().instant());
            Load good =
                    new Load(calls.requests(gateway.port(), "/calculator/mcp"), gateway.port(), CheapUpstream.answer());
            good.run(CONNECTIONS, options.warmUp());
            Pace alone = new Pace();
            Pace besideHanging = new Pace();
            Pace besideDocuments = new Pace();
            long made = 0;
            for (int round = 0; round < options.rounds(); round++) {
                alone.add(measured(good));
                CompletableFuture<Void> hung = hang(calls, gateway.port());
                besideHanging.add(measured(good));
                hung.join();
                try (DocumentCallers callers = documents.callers(gateway.port(), calls)) {
                    besideDocuments.add(measured(good));
                    made += callers.made();
                }
            }
            return "| calls to the quick tool | p50 ms | × alone | p99 ms | × alone |\n|---|---|---|---|---|\n"
                    + row("alone", alone, alone)
                    + row("beside " + CALLERS + " callers of one that hangs", besideHanging, alone)
                    + row(
                            "beside " + DocumentCallers.CALLERS + " callers of the document generator",
                            besideDocuments,
                            alone)
                    + String.format(Locale.ROOT, "%nDocuments made meanwhile: %,d%n", made);
        }
    }

    private Load.Result measured(Load good) {
        Load.Result result = good.run(CONNECTIONS, options.round());
        result.firstError().ifPresent(why -> {
            throw new IllegalStateException("the tool that works: " + why);
        });
        return result;
    }

    private static String row(String title, Pace pace, Pace base) {
        Spread p50 = Spread.of(pace.p50());
        Spread p99 = Spread.of(pace.p99());
        return String.format(
                Locale.ROOT,
                "| %s | %.2f (%.2f–%.2f) | %.2f | %.2f (%.2f–%.2f) | %.2f |%n",
                title,
                p50.median(),
                p50.least(),
                p50.most(),
                p50.median() / Spread.of(base.p50()).median(),
                p99.median(),
                p99.least(),
                p99.most(),
                p99.median() / Spread.of(base.p99()).median());
    }

    /** Callers of the tool that hangs; what they are told does not matter. */
    private CompletableFuture<Void> hang(Calls calls, int port) {
        Load load = new Load(calls.requests(port, "/hanging/mcp"), port, new byte[0]);
        Duration length = options.round().plusSeconds(1);
        CompletableFuture<Void> pressing = CompletableFuture.runAsync(() -> load.run(CALLERS, length));
        Child.pause(Duration.ofMillis(500));
        return pressing;
    }
}
