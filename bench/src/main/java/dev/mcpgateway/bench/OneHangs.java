package dev.mcpgateway.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/**
 * What a tool that hangs on every call does to another one: the p99 of calls to the one that works, alone and while 500
 * callers press the one that does not, in turn, as one ratio.
 */
final class OneHangs {
    private static final int CALLERS = 500;
    private static final int CONNECTIONS = 16;

    private final Options options;
    private final Path directory;

    OneHangs(Options options, Path directory) {
        this.options = options;
        this.directory = directory;
    }

    String run() {
        try (Stores stores = new Stores(directory);
                CheapServer upstream = new CheapServer(directory);
                HangingServer hanging = new HangingServer();
                OwnGateway gateway = OwnGateway.start(
                        directory.resolve("gateway-0"),
                        options,
                        stores,
                        Setup.tools(upstream.url()) + Setup.hangingServer(hanging.url()),
                        Setup.rules() + "limits: []\n")) {
            Calls calls = Calls.of(options.users(), InstantSource.system().instant());
            Load good =
                    new Load(calls.requests(gateway.port(), "/calculator/mcp"), gateway.port(), CheapUpstream.answer());
            good.run(CONNECTIONS, options.warmUp());
            List<Double> alone = new ArrayList<>();
            List<Double> pressed = new ArrayList<>();
            for (int round = 0; round < options.rounds(); round++) {
                alone.add(p99(good));
                CompletableFuture<Void> pressing = press(calls, gateway.port());
                pressed.add(p99(good));
                pressing.join();
            }
            return report(Spread.of(alone), Spread.of(pressed));
        }
    }

    private double p99(Load good) {
        Load.Result result = good.run(CONNECTIONS, options.round());
        result.firstError().ifPresent(why -> {
            throw new IllegalStateException("the tool that works: " + why);
        });
        return result.latencies().micros(0.99) / 1_000;
    }

    private static String report(Spread alone, Spread pressed) {
        return String.format(
                Locale.ROOT,
                "| calls to the tool that works | p99 ms |%n|---|---|%n| alone | %.2f (%.2f–%.2f) |%n"
                        + "| beside %d callers of one that hangs | %.2f (%.2f–%.2f) |%n%nRatio: %.2f%n",
                alone.median(),
                alone.least(),
                alone.most(),
                CALLERS,
                pressed.median(),
                pressed.least(),
                pressed.most(),
                pressed.median() / alone.median());
    }

    /** Callers of the tool that hangs; what they are told does not matter. */
    private CompletableFuture<Void> press(Calls calls, int port) {
        Load load = new Load(calls.requests(port, "/hanging/mcp"), port, new byte[0]);
        Duration length = options.round().plusSeconds(1);
        CompletableFuture<Void> pressing = CompletableFuture.runAsync(() -> load.run(CALLERS, length));
        Child.pause(Duration.ofMillis(500));
        return pressing;
    }
}
