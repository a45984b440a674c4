package dev.mcpgateway.bench.soak;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import dev.mcpgateway.bench.Latencies;
import dev.mcpgateway.bench.Workbench;
import dev.mcpgateway.bench.stream.Footprint;

/** One run: a calm quarter, two with faults, a calm one. Ends with 1 if something is not as it was, with 2 if nobody can tell. */
public final class Soak {
    private static final String USAGE = """
            checks/soak [MINUTES]: mixed calls while Redis, Postgres, the tool and clients fail now and then (15)
            Exit code 0: nothing leaked, nothing became slower, and every failure of a call had its cause. 1: something
            did. 2: nothing did but the p99, while the host took the processors away; or there was no measurement.""";

    private static final Duration WARM_UP = Duration.ofSeconds(45);
    private static final Duration FAULT = Duration.ofSeconds(12);
    private static final Duration CALM = Duration.ofSeconds(15);
    /** Longer than the slowest call, and than clients and pools keep what nobody uses. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private static final Duration SETTLE = Duration.ofSeconds(8);
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final SoakStage stage;
    private final Ledger ledger = new Ledger();
    private final Traffic traffic;
    private final List<Fault.Window> windows = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();

    private Soak(SoakStage stage) {
        this.stage = stage;
        this.traffic = stage.traffic(ledger);
    }

    public static void main(String[] args) {
        if (args.length > 0 && !args[0].matches("[1-9]\\d{0,3}")) {
            System.out.println(USAGE);
            System.exit(args[0].equals("--help") ? 0 : 2);
        }
        Duration length = Duration.ofMinutes(args.length == 0 ? 15 : Integer.parseInt(args[0]));
        // Idle connections of the callers shall be gone before what the gateway holds is counted.
        System.setProperty("jdk.httpclient.keepalive.timeout", "4");
        Path repository = Path.of(System.getProperty("bench.repository", "")).toAbsolutePath();
        try {
            Workbench bench = new Workbench(repository, repository.resolve("bench/target/soak"));
            // Also when somebody loses patience: no process outlives the run.
            Runtime.getRuntime().addShutdownHook(new Thread(bench::close, "curtain"));
            Verdict verdict = new Soak(new SoakStage(bench)).run(length);
            System.out.println(verdict.table());
            System.exit(verdict.exitCode());
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    private Verdict run(Duration length) {
        Duration quarter = length.dividedBy(4);
        say("warming up");
        traffic.flow(true);
        Workbench.pause(WARM_UP);
        say("calm, for " + quarter.toSeconds() + " s");
        Calm first = timed(quarter);
        Footprint before = quiet("before");
        traffic.flow(true);
        long until = System.nanoTime() + 2 * quarter.toNanos();
        List<Fault> faults = stage.faults();
        for (int next = 0; System.nanoTime() < until; next++) {
            suffer(faults.get(next % faults.size()));
        }
        say("calm, for " + quarter.toSeconds() + " s");
        Calm last = timed(quarter);
        Footprint after = quiet("after");
        traffic.close();
        long made = ledger.made() + stage.madeBySlowReaders();
        comes(() -> stage.recorded() >= made);
        return new Verdict(ledger, windows, troubles, first, last, before, after, made, stage.recorded());
    }

    private Calm timed(Duration time) {
        double stolen = Workbench.stolenSeconds();
        Latencies latencies = ledger.timed();
        Workbench.pause(time);
        ledger.untimed();
        double processors = Runtime.getRuntime().availableProcessors();
        return new Calm(latencies, (Workbench.stolenSeconds() - stolen) / time.toSeconds() / processors);
    }

    private void suffer(Fault fault) {
        say(fault.name());
        long from = System.nanoTime();
        fault.inject().run();
        Workbench.pause(FAULT);
        List<String> notAsItShould = fault.mend().get();
        notAsItShould.forEach(Soak::say);
        troubles.addAll(notAsItShould);
        Workbench.pause(CALM);
        windows.add(new Fault.Window(fault, from, System.nanoTime()));
    }

    /** What the gateway holds while nobody calls. */
    private Footprint quiet(String when) {
        traffic.flow(false);
        if (!comes(() -> ledger.inFlight() == 0)) {
            troubles.add(ledger.inFlight() + " calls were neither answered nor broken off");
        }
        if (!comes(() -> stage.tool().streams() == 0 && stage.tool().connections() == 0)) {
            troubles.add("the tool still has, when nobody calls: " + stage.tool());
        }
        Workbench.pause(SETTLE);
        return stage.footprint(when);
    }

    private static boolean comes(BooleanSupplier condition) {
        long until = System.nanoTime() + SILENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until) {
                return false;
            }
            Workbench.pause(GLANCE);
        }
        return true;
    }

    private static void say(String what) {
        System.err.println(what);
    }
}
