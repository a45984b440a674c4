package dev.mcpgateway.calculator.number;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Function;

/**
 * A correctly rounded number.
 *
 * @param value rounded half to even
 * @param fraction the exact value, where it is known
 */
public record Answer(BigDecimal value, Optional<Rational> fraction) {
    private static final int GUARD_DIGITS = 12;
    private static final int MOST_DIGITS = 1_000;

    /**
     * Tries with more and more digits until rounding is beyond doubt. A difference of two equal numbers that
     * are not exactly known, such as sqrt(2)·sqrt(2) − 2, never gets there and is refused.
     */
    public static Answer of(Function<Work, Enclosure> calculation, int digits) {
        Budget budget = new Budget();
        String doubt = "";
        for (int working = digits + GUARD_DIGITS; working <= MOST_DIGITS; working *= 3) {
            try {
                Enclosure result = calculation.apply(new Work(working, budget));
                BigDecimal value = result.round(digits);
                return new Answer(value, result.isExact() ? Optional.of(result.low()) : Optional.empty());
            } catch (Undecided undecided) {
                doubt = String.valueOf(undecided.getMessage());
            }
        }
        throw new Refusal("Even with hundreds of digits it is not certain " + doubt
                + ". Simplify the roots, for instance write 2 for sqrt(2)*sqrt(2).");
    }

    public boolean isExact() {
        return fraction.filter(exact -> exact.equals(Rational.of(value))).isPresent();
    }
}
