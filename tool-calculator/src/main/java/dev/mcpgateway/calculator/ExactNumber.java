package dev.mcpgateway.calculator;

import org.jspecify.annotations.Nullable;

import dev.mcpgateway.calculator.number.Answer;
import dev.mcpgateway.calculator.number.Decimal;
import dev.mcpgateway.calculator.number.Rational;
import dev.mcpgateway.server.Described;

/** How a number is told to an agent. */
record ExactNumber(
        @Described("The result, rounded half to even to the precision asked for")
        String value,

        @Described("Whether value is known to be the result itself, not a rounding of it")
        boolean exact,

        @Nullable @Described("The result as a fraction in lowest terms; absent where it has none or a very long one")
        String fraction) {
    private static final int LONGEST_FRACTION = 1_000;

    static ExactNumber of(Answer answer, int precision) {
        String fraction = answer.fraction()
                .filter(exact -> exact.bits() < LONGEST_FRACTION * 4L)
                .map(Rational::toString)
                .filter(text -> text.length() <= LONGEST_FRACTION)
                .orElse(null);
        return new ExactNumber(Decimal.format(answer.value(), precision), answer.isExact(), fraction);
    }

    String sentence() {
        if (exact) {
            return value;
        }
        return fraction == null ? value + " (rounded)" : value + " (rounded; exactly " + fraction + ")";
    }
}
