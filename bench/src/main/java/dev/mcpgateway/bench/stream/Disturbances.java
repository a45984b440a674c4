package dev.mcpgateway.bench.stream;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import dev.mcpgateway.bench.Latencies;
import dev.mcpgateway.bench.Workbench;

/** What others do to streams that only want to go on: come and go, stop reading, vanish. */
final class Disturbances {
    private static final int CHURN_PER_SECOND = 500;
    private static final Duration CHURN = Duration.ofSeconds(20);
    private static final int EVENTS_OF_A_PASSER_BY = 3;
    private static final int SLOW_READERS = 50;
    private static final int FAT_EVENT = 256 * 1024;
    /** Beside the stall itself: until what the kernel takes is full, and until everybody has had a turn. */
    private static final Duration CUT_OFF = StreamStage.LONGEST_STALL.plusSeconds(10);

    private static final Duration CALM = Duration.ofSeconds(10);
    private static final int LEAVERS = 1_000;
    private static final Duration GONE = Duration.ofSeconds(3);
    /** Caches and pools that have grown once and stay. */
    private static final long HEAP_SLACK = 8L * 1024 * 1024;

    private static final int FILES_SLACK = 8;
    private static final int THREADS_SLACK = 4;

    private final StreamStage stage;
    private final List<String> faults;
    private final StringBuilder table = new StringBuilder();
    private final int staying;
    private final StreamGroup standing;
    private Latencies delays;

    /** Opens the streams that stay. */
    Disturbances(StreamStage stage, int staying, List<String> faults) {
        this.stage = stage;
        this.faults = faults;
        this.staying = staying;
        standing = stage.begun(stage.through(), StreamGroup.Plan.lasting(staying));
        delays = timed(standing);
    }

    private Latencies timed(StreamGroup group) {
        return stage.clients().ask(() -> group.tally().timed());
    }

    String run() {
        table.append(String.format(
                Locale.ROOT,
                "| beside %,d streams that stay | seen | those that stay: p50 / p99 ms |%n|---|---|---|%n",
                staying));
        // Neither their own opening nor what it leaves to the collector is anybody's disturbance.
        Workbench.pause(CALM);
        delays = timed(standing);
        Workbench.pause(CALM);
        row("nobody else", true, "");
        churn();
        slowReaders();
        leavers();
        Tally.Sum sum = stage.finished(standing);
        if (!sum.isFaultless()) {
            faults.add("those that stay: " + sum);
        }
        return table.append(String.format(
                        Locale.ROOT,
                        "%nThose that stay, in all: %,d events, %d lost, %d doubled, %d broken.%n",
                        sum.delivered(),
                        sum.lost(),
                        sum.doubled(),
                        sum.broken()))
                .toString();
    }

    private void churn() {
        int streams = Math.toIntExact(CHURN_PER_SECOND * CHURN.toSeconds());
        long began = System.nanoTime();
        double cpu = Workbench.cpuSeconds(stage.gateway());
        Tally.Sum sum = stage.over(stage.open(
                stage.through(),
                new StreamGroup.Plan(streams, CHURN_PER_SECOND, Requests.streaming(EVENTS_OF_A_PASSER_BY, 0), false)));
        double seconds = (System.nanoTime() - began) / 1e9;
        row(
                "%d opened a second, each for %d events".formatted(CHURN_PER_SECOND, EVENTS_OF_A_PASSER_BY),
                sum.isFaultless() && sum.delivered() == (long) streams * EVENTS_OF_A_PASSER_BY,
                "%,d streams in %.1f s, %d broken; %,d events, %d lost, %d doubled; %.2f cores",
                streams,
                seconds,
                sum.broken(),
                sum.delivered(),
                sum.lost(),
                sum.doubled(),
                (Workbench.cpuSeconds(stage.gateway()) - cpu) / seconds);
    }

    private void slowReaders() {
        StreamGroup group = stage.begun(
                stage.through(),
                new StreamGroup.Plan(SLOW_READERS, SLOW_READERS, Requests.streaming(0, FAT_EVENT), true));
        long began = System.nanoTime();
        boolean cut = StreamStage.comes(() -> stage.tool().streams() <= staying, CUT_OFF);
        row(
                "%d that read nothing".formatted(SLOW_READERS),
                cut,
                "%d of them left after %.1f s (longest stall: %d s)",
                stage.tool().streams() - staying,
                (System.nanoTime() - began) / 1e9,
                StreamStage.LONGEST_STALL.toSeconds());
        leave(group);
    }

    private void leavers() {
        StreamGroup group = stage.begun(stage.through(), StreamGroup.Plan.lasting(LEAVERS));
        long began = System.nanoTime();
        leave(group);
        boolean gone = StreamStage.comes(() -> stage.tool().streams() <= staying, GONE);
        row(
                "%,d that vanish at once".formatted(LEAVERS),
                gone,
                "%d of them open at the tool after %.2f s",
                stage.tool().streams() - staying,
                (System.nanoTime() - began) / 1e9);
    }

    private void leave(StreamGroup group) {
        stage.clients().ask(() -> {
            group.leave();
            return true;
        });
    }

    String backTo(Footprint base, Footprint end) {
        StringBuilder back =
                new StringBuilder("\n| the gateway holds | before | after all of it | |\n|---|---|---|---|\n");
        back.append(left("live heap, KiB", base.heapBytes() / 1024, end.heapBytes() / 1024, HEAP_SLACK / 1024));
        back.append(left("open files", base.files(), end.files(), FILES_SLACK));
        back.append(left("threads", base.threads(), end.threads(), THREADS_SLACK));
        back.append(left("connections to the tool", 0, stage.connectionsLeft(), 0));
        return back.append('\n').toString();
    }

    private String left(String what, long before, long after, long slack) {
        boolean isBack = after <= before + slack;
        if (!isBack) {
            faults.add(what + " did not return to " + before + " but to " + after);
        }
        return String.format(
                Locale.ROOT, "| %s | %,d | %,d | %s |%n", what, before, after, isBack ? "back" : "NOT BACK");
    }

    /** What was seen since the last one, and how long the events of those that stay took meanwhile. */
    private void row(String what, boolean isGood, String seen, Object... figures) {
        Latencies meanwhile = delays;
        delays = timed(standing);
        String text = String.format(Locale.ROOT, seen, figures);
        String row = String.format(
                Locale.ROOT,
                "| %s | %s%s | %.2f / %.2f |%n",
                what,
                text,
                isGood ? "" : " NOT GOOD",
                meanwhile.micros(0.5) / 1_000,
                meanwhile.micros(0.99) / 1_000);
        table.append(row);
        System.err.print(row);
        if (!isGood) {
            faults.add(what + ": " + text);
        }
    }
}
