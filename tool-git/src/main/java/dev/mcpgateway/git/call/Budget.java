package dev.mcpgateway.git.call;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The time one call has, and whether anybody still waits for it. A walk asks {@link #checkSpent()} where it can stop and be
 * continued; everything that reads an object passes {@link #check()}, so nothing runs on unseen.
 */
public final class Budget {
    /** Told now and then how far a long call has come. */
    public interface Progress {
        Progress NONE = (done, what) -> {};

        void at(long done, String what);
    }

    private static final long REPORT_EVERY_NANOS = 500_000_000L;

    private final LongSupplier nanoTime;
    private final Progress progress;
    private final long softEnd;
    private final long hardEnd;
    private final Limits limits;
    private long nextReport;
    private final BooleanSupplier cancelled;

    /** @param cancelled true once nobody waits any longer: the work stops at its next step */
    public Budget(Limits limits, LongSupplier nanoTime, BooleanSupplier cancelled, Progress progress) {
        this.limits = limits;
        this.cancelled = cancelled;
        this.nanoTime = nanoTime;
        this.progress = progress;
        long start = nanoTime.getAsLong();
        // What cannot stop in the middle gets half as long again before it is broken off without a result.
        softEnd = start + limits.time().toNanos();
        hardEnd = softEnd + limits.time().toNanos() / 2;
        nextReport = start + REPORT_EVERY_NANOS;
    }

    public Limits limits() {
        return limits;
    }

    /** Ends the call when nobody waits; otherwise says whether it is time to answer with what there is. */
    public boolean checkSpent() {
        stopIfCancelled();
        return nanoTime.getAsLong() - softEnd >= 0;
    }

    /** For steps that cannot be continued later: ends the call when nobody waits or the time is long over. */
    public void check() {
        stopIfCancelled();
        if (nanoTime.getAsLong() - hardEnd >= 0) {
            throw new Refused("The call needed more than " + limits.time().toMillis()
                    + " ms. Ask for less: a path, a shorter range, a smaller limit.");
        }
    }

    public void progress(long done, String what) {
        long now = nanoTime.getAsLong();
        if (now - nextReport >= 0) {
            nextReport = now + REPORT_EVERY_NANOS;
            progress.at(done, what);
        }
    }

    private void stopIfCancelled() {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException("The caller has gone.");
        }
    }
}
