package dev.mcpgateway.docgen.work;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * One document's allowance: limits, a deadline, a way to stop it, its warnings and its progress. Belongs to the worker's thread.
 */
public final class Budget {

    /** How far a document is; called often, so a listener thins it out as it likes. */
    public interface Progress {
        void at(int percent, String step);

        Progress NONE = (percent, step) -> {};
    }

    private static final int MAX_WARNINGS = 50;

    private final Limits limits;
    private final LongSupplier nanoClock;
    private final long deadline;
    private final Progress progress;
    private final BooleanSupplier cancelled;
    private final Set<String> warnings = new LinkedHashSet<>();
    private int unspokenWarnings;

    public Budget(Limits limits, LongSupplier nanoClock, BooleanSupplier cancelled, Progress progress) {
        this.limits = limits;
        this.nanoClock = nanoClock;
        this.deadline = nanoClock.getAsLong() + limits.time().toNanos();
        this.cancelled = cancelled;
        this.progress = progress;
    }

    public Limits limits() {
        return limits;
    }

    /** Called in every loop whose length a caller decides: this is what makes a cancellation and the deadline quick. */
    public void check() {
        if (cancelled.getAsBoolean()) {
            throw new Stopped();
        }
        if (nanoClock.getAsLong() - deadline > 0) {
            throw new DocumentRefused("The document took longer than "
                    + limits.time().toSeconds() + " s to make. Split it into smaller documents.");
        }
    }

    public void progress(int percent, String step) {
        check();
        progress.at(percent, step);
    }

    /** Keeps the first of each kind, in the order of the text, so that warnings are as repeatable as the bytes. */
    public void warn(String warning) {
        if (warnings.size() < MAX_WARNINGS) {
            warnings.add(warning);
        } else if (!warnings.contains(warning)) {
            unspokenWarnings++;
        }
    }

    public List<String> warnings() {
        List<String> all = new ArrayList<>(warnings);
        if (unspokenWarnings > 0) {
            all.add("…and " + unspokenWarnings + " more of these.");
        }
        return all;
    }
}
