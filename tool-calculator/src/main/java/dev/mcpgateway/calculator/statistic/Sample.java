package dev.mcpgateway.calculator.statistic;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.mcpgateway.calculator.number.Enclosure;
import dev.mcpgateway.calculator.number.Rational;
import dev.mcpgateway.calculator.number.Refusal;
import dev.mcpgateway.calculator.number.Work;

/** Some numbers, sorted. */
public final class Sample {
    private static final Rational HUNDRED = Rational.of(100);

    private final List<Rational> values;

    /** @throws Refusal when there are none */
    public Sample(List<Rational> values) {
        if (values.isEmpty()) {
            throw new Refusal("Statistics need at least one value.");
        }
        this.values = values.stream().sorted().toList();
    }

    public Enclosure sum(Work work) {
        return values.stream().map(Enclosure::exactly).reduce(Enclosure.exactly(Rational.ZERO), work::add);
    }

    public Enclosure mean(Work work) {
        return work.divide(sum(work), exactly(values.size()));
    }

    /**
     * The sum of squares less the square of the sum, as exact fractions: no digit is lost by cancelling.
     *
     * @param sample whether the values stand for more than themselves: divides by n − 1 instead of n
     */
    public Enclosure variance(boolean sample, Work work) {
        int divisor = values.size() - (sample ? 1 : 0);
        if (divisor == 0) {
            throw new Refusal(
                    "The variance of a sample needs at least two values. For a whole population set 'sample' to"
                            + " false.");
        }
        Enclosure squares = values.stream()
                .map(Enclosure::exactly)
                .map(value -> work.multiply(value, value))
                .reduce(Enclosure.exactly(Rational.ZERO), work::add);
        Enclosure sum = sum(work);
        Enclosure spread = work.subtract(squares, work.divide(work.multiply(sum, sum), exactly(values.size())));
        return work.divide(spread, exactly(divisor));
    }

    public Enclosure median(Work work) {
        return percentile(Rational.of(50), work);
    }

    /**
     * Linear between the two nearest ranks, the smallest value being 0 and the largest 100.
     *
     * @throws Refusal when it is not between 0 and 100
     */
    public Enclosure percentile(Rational percent, Work work) {
        if (percent.signum() < 0 || percent.compareTo(HUNDRED) > 0) {
            throw new Refusal("'percentile' must be between 0 and 100.");
        }
        Rational rank = percent.times(Rational.of(values.size() - 1L)).dividedBy(HUNDRED);
        int below = rank.numerator().divide(rank.denominator()).intValueExact();
        Rational fraction = rank.minus(Rational.of(below));
        Enclosure low = Enclosure.exactly(values.get(below));
        if (fraction.signum() == 0) {
            return low;
        }
        Enclosure high = Enclosure.exactly(values.get(below + 1));
        return work.add(low, work.multiply(work.subtract(high, low), Enclosure.exactly(fraction)));
    }

    /** The values that come most often, smallest first. */
    public List<Rational> modes() {
        Map<Rational, Integer> counts = new TreeMap<>();
        values.forEach(value -> counts.merge(value, 1, Integer::sum));
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() == most)
                .map(Map.Entry::getKey)
                .toList();
    }

    public Rational min() {
        return values.get(0);
    }

    public Rational max() {
        return values.get(values.size() - 1);
    }

    public int size() {
        return values.size();
    }

    private static Enclosure exactly(long value) {
        return Enclosure.exactly(Rational.of(value));
    }
}
