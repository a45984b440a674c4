package dev.mcpgateway.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.mcpgateway.bench.Contestant.Kind;

/** Warms the contestants up, then measures them in turn, so that a noisy minute falls on all of them. */
final class Measurement {
    private static final Duration DRAIN = Duration.ofSeconds(30);
    static final Duration SLICE = Duration.ofSeconds(5);
    static final int LONGEST = 3;
    private static final double STEADY = 0.03;
    private static final Duration SETTLE = Duration.ofMillis(300);

    /**
     * Everything a report needs.
     *
     * @param made calls through our gateway in the whole run, warm-up included
     * @param recorded rows of the audit at the end
     * @param decided how often Redis was asked
     */
    record Outcome(List<Round> rounds, long made, long recorded, long decided) {}

    private final Options options;
    private final Stage stage;
    private final InstantSource clock = InstantSource.system();
    private final Calls calls;
    private final PrintStream progress;
    private final List<Round> rounds = new ArrayList<>();
    private long madeInAll;

    Measurement(Options options, Stage stage, PrintStream progress) {
        this.options = options;
        this.stage = stage;
        this.calls = Calls.of(options.users(), clock.instant());
        this.progress = progress;
    }

    Outcome run() {
        warmUp();
        for (int i = 1; i <= options.rounds(); i++) {
            for (Contestant contestant : stage.contestants()) {
                Round round = measure(contestant, options.round());
                rounds.add(round);
                progress.printf(
                        "round %d/%d %-8s %6.1f us CPU/call %7.0f calls/s, others used %.0f %%%s%n",
                        i,
                        options.rounds(),
                        contestant.kind().word(),
                        round.cpuMicros(),
                        round.callsPerSecond(),
                        round.othersShare() * 100,
                        round.invalid().map(why -> "  INVALID: " + why).orElse(""));
            }
        }
        return new Outcome(
                rounds,
                madeInAll,
                stage.stores()
                        .map(stores -> stores.recordedSince(Instant.EPOCH))
                        .orElse(0L),
                stage.stores().map(Stores::decided).orElse(0L));
    }

    void warmUp() {
        stage.contestants().forEach(this::warmUp);
    }

    /** Calls through our gateway so far. */
    long made() {
        return madeInAll;
    }

    /**
     * At least as long as asked for, and then until a call costs about what it cost a moment before: on a machine with
     * other work the compilers get less done in the same time.
     */
    private void warmUp(Contestant contestant) {
        Duration least = contestant.warmUp(options.warmUp());
        progress.printf("warming up %s, %d s or more%n", contestant.kind().word(), least.toSeconds());
        Duration slice = least.compareTo(SLICE) < 0 ? least : SLICE;
        Duration spent = Duration.ZERO;
        double before = Double.MAX_VALUE;
        boolean settled = false;
        while (spent.compareTo(least) < 0 || (!settled && spent.compareTo(least.multipliedBy(LONGEST)) < 0)) {
            double now = measure(contestant, slice).cpuMicros();
            settled = options.isQuick() || isSteady(before, now);
            before = now;
            spent = spent.plus(slice);
        }
        progress.printf("  %d s, %.0f us CPU/call at the end%n", spent.toSeconds(), before);
    }

    static boolean isSteady(double before, double now) {
        return Math.abs(now - before) <= STEADY * now;
    }

    Round measure(Contestant contestant, Duration length) {
        Optional<Stores> stores = stage.stores();
        Load load = contestant.load(options.call(), calls);
        Child.pause(SETTLE);
        Instant began = clock.instant();
        Noise noise = new Noise(stores);
        double postgres =
                stores.map(Stores::postgresUse).orElse(ProcessUse.NONE).cpuSeconds();
        double redis = stores.map(Stores::redisUse).orElse(ProcessUse.NONE).cpuSeconds();
        GcPauses pauses = contestant.pauses();
        double own = contestant.use().cpuSeconds();

        Load.Result result = load.run(options.connections(), length);
        if (contestant.kind() == Kind.OURS) {
            long made = result.calls() + result.errors();
            madeInAll += made;
            stores.ifPresent(there -> drain(there, began, made));
        }

        ProcessUse use = contestant.use();
        return new Round(
                contestant.kind(),
                result,
                use.cpuSeconds() - own,
                use.rssMiB(),
                stores.map(Stores::postgresUse).orElse(ProcessUse.NONE).cpuSeconds() - postgres,
                stores.map(Stores::redisUse).orElse(ProcessUse.NONE).cpuSeconds() - redis,
                contestant.pauses().since(pauses),
                noise.share());
    }

    /** A call has cost what it costs only when its record has arrived. */
    static void drain(Stores stores, Instant began, long made) {
        long until = System.nanoTime() + DRAIN.toNanos();
        while (stores.recordedSince(began) < made && System.nanoTime() < until) {
            Child.pause(Duration.ofMillis(50));
        }
    }
}
