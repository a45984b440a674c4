package dev.mcpgateway.git.change;

import org.eclipse.jgit.diff.DiffAlgorithm;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

import dev.mcpgateway.git.call.Budget;

/**
 * Tells which lines are equal, byte by byte. JGit's algorithms cannot be stopped, and some files make them slow; but they
 * ask here about every two lines they pair, and each time the call's budget is asked, too.
 */
public final class MeteredLines extends RawTextComparator {
    private final Budget budget;

    public MeteredLines(Budget budget) {
        this.budget = budget;
    }

    /**
     * Where every common line is frequent the histogram says nothing. JGit would then go on with Myers' algorithm, for
     * minutes in a large file; here such a region is one replacement.
     */
    public static DiffAlgorithm histogram() {
        HistogramDiff histogram = new HistogramDiff();
        histogram.setFallbackAlgorithm(null);
        return histogram;
    }

    @Override
    public boolean equals(RawText one, int line, RawText other, int otherLine) {
        budget.check();
        return DEFAULT.equals(one, line, other, otherLine);
    }

    @Override
    protected int hashRegion(byte[] raw, int start, int end) {
        int hash = 1;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + raw[i];
        }
        return hash;
    }
}
