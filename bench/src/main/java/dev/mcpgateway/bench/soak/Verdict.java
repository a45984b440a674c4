package dev.mcpgateway.bench.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

import dev.mcpgateway.bench.stream.Footprint;

/**
 * Whether the gateway is, after all of it, as it was.
 *
 * @param troubles that were noticed on the way
 * @param made calls, and {@code recorded} of them in the audit log
 */
record Verdict(
        Ledger ledger,
        List<Fault.Window> windows,
        List<String> troubles,
        Calm first,
        Calm last,
        Footprint before,
        Footprint after,
        long made,
        long recorded) {
    /** Two calm quarters of the same run differ by this much without a reason, on a machine with other work. */
    private static final double TIMES = 1.5;

    private static final double MILLIS = 5;
    /** Of the processors: from here on the p99 is the host's. */
    private static final double STOLEN_SLACK = 0.05;

    private static final long MIB = 1024 * 1024;
    /** What grows once, with the first fault of its kind, and stays: caches, pools, classes. */
    private static final double HEAP_SLACK = 8;

    private static final double DIRECT_SLACK = 16;
    private static final double FILES_SLACK = 8;
    private static final double THREADS_SLACK = 8;

    /** A figure of the first calm quarter and the last one. */
    private record Line(String what, double before, double after, double allowed) {
        boolean isGood() {
            return after <= allowed;
        }

        String row() {
            return String.format(
                    Locale.ROOT,
                    "| %s | %,.1f | %,.1f | %,.1f | %s |%n",
                    what,
                    before,
                    after,
                    allowed,
                    isGood() ? "holds" : "FAILS");
        }
    }

    int exitCode() {
        if (faults().isEmpty()) {
            return isSlowerByTheHost() ? 2 : 0;
        }
        return 1;
    }

    /** A p99 that grew while the host took more of the processors than before says nothing about the gateway. */
    private boolean isSlowerByTheHost() {
        return !p99().isGood() && last.stolen() > first.stolen() + STOLEN_SLACK;
    }

    private Line p99() {
        double before = first.p99Millis();
        return new Line("p99 of ordinary calls, ms", before, last.p99Millis(), before * TIMES + MILLIS);
    }

    private List<Line> footprint() {
        return List.of(
                line("live heap, MiB", before.heapBytes() / (double) MIB, after.heapBytes() / (double) MIB, HEAP_SLACK),
                line(
                        "memory outside the heap, MiB",
                        before.directBytes() / (double) MIB,
                        after.directBytes() / (double) MIB,
                        DIRECT_SLACK),
                line("open files", before.files(), after.files(), FILES_SLACK),
                line("threads", before.threads(), after.threads(), THREADS_SLACK));
    }

    private static Line line(String what, double before, double after, double slack) {
        return new Line(what, before, after, before + slack);
    }

    private List<String> faults() {
        List<String> faults = new ArrayList<>(troubles);
        if (!p99().isGood() && !isSlowerByTheHost()) {
            faults.add(p99().what());
        }
        footprint().stream().filter(line -> !line.isGood()).map(Line::what).forEach(faults::add);
        if (made != recorded) {
            faults.add(made + " calls were made, and " + recorded + " are in the audit log");
        }
        long unexplained = count(failure -> !isExplained(failure)) + ledger.tooMany();
        if (unexplained > 0) {
            faults.add(unexplained + " calls failed without a cause");
        }
        if (first.latencies().total() == 0 || last.latencies().total() == 0) {
            faults.add("nothing was measured");
        }
        return faults;
    }

    private boolean isExplained(Ledger.Failure failure) {
        return windows.stream().anyMatch(window -> window.explains(failure));
    }

    private long count(Predicate<Ledger.Failure> which) {
        return ledger.failures().stream().filter(which).count();
    }

    String table() {
        StringBuilder text = new StringBuilder("| | at first | at last | at most | |\n|---|---|---|---|---|\n");
        text.append(p99().row());
        footprint().forEach(line -> text.append(line.row()));
        text.append(String.format(
                Locale.ROOT,
                "| taken by the host, %% of the processors | %.1f | %.1f | | %s |%n",
                first.stolen() * 100,
                last.stolen() * 100,
                isSlowerByTheHost() ? "so the p99 is NOT JUDGED" : ""));
        text.append("\n| calls | made | as they should be | failed with a cause | without |\n|---|---|---|---|---|\n");
        for (Kind kind : Kind.values()) {
            long explained = count(failure -> failure.kind() == kind && isExplained(failure));
            long unexplained = count(failure -> failure.kind() == kind && !isExplained(failure));
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %,d | %,d | %,d | %,d |%n",
                    kind.title(),
                    ledger.made(kind),
                    ledger.made(kind) - explained - unexplained,
                    explained,
                    unexplained));
        }
        text.append(
                String.format(Locale.ROOT, "%n%,d calls made, %,d audit rows in Postgres. Faults: ", made, recorded));
        text.append(String.join(
                ", ", windows.stream().map(window -> window.fault().name()).toList()));
        text.append(".\n");
        ledger.failures().stream()
                .filter(failure -> !isExplained(failure))
                .limit(5)
                .forEach(failure ->
                        text.append("without a cause: ").append(failure).append('\n'));
        faults().forEach(fault -> text.append("FAULT: ").append(fault).append('\n'));
        return text.toString();
    }
}
