package dev.mcpgateway.calculator.number;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.stream.Stream;

/**
 * A number known to lie between two fractions. Equal ends mean that it is known exactly, which stays so as long as the operations
 * allow it; otherwise the ends are widened outwards to the working precision, so the truth never escapes.
 */
public record Enclosure(Rational low, Rational high) {
    public static Enclosure exactly(Rational value) {
        return new Enclosure(value, value);
    }

    public boolean isExact() {
        return low.equals(high);
    }

    Enclosure plus(Enclosure other, Work work) {
        work.chargeSum(this, other);
        return work.bounded(new Enclosure(low.plus(other.low), high.plus(other.high)));
    }

    Enclosure negate() {
        return new Enclosure(high.negate(), low.negate());
    }

    Enclosure abs() {
        if (low.signum() >= 0) {
            return this;
        }
        if (high.signum() <= 0) {
            return negate();
        }
        Rational farther = low.abs().compareTo(high) > 0 ? low.abs() : high;
        return new Enclosure(Rational.ZERO, farther);
    }

    Enclosure times(Enclosure other, Work work) {
        work.chargeSum(this, other);
        if (isExact() && other.isExact()) {
            return work.bounded(exactly(low.times(other.low)));
        }
        return work.bounded(
                hull(low.times(other.low), low.times(other.high), high.times(other.low), high.times(other.high)));
    }

    Enclosure dividedBy(Enclosure other, Work work) {
        if (other.isExact() && other.low.signum() == 0) {
            throw new Refusal("Division by zero.");
        }
        if (other.low.signum() * other.high.signum() <= 0) {
            throw new Undecided("whether a divisor is zero");
        }
        return times(new Enclosure(Rational.ONE.dividedBy(other.high), Rational.ONE.dividedBy(other.low)), work);
    }

    Enclosure modulo(Enclosure other, Work work) {
        if (other.isExact() && other.low.signum() == 0) {
            throw new Refusal("Modulo by zero.");
        }
        if (!isExact() || !other.isExact()) {
            throw new Refusal("mod needs exact operands; a root inside it is not one.");
        }
        work.chargeSum(this, other);
        return work.bounded(exactly(low.modulo(other.low)));
    }

    /** Rounded to so many digits if both ends agree on them. */
    BigDecimal round(int digits) {
        BigDecimal rounded = low.round(digits);
        if (!isExact() && rounded.compareTo(high.round(digits)) != 0) {
            throw new Undecided("how to round the result");
        }
        return rounded;
    }

    Enclosure outwards(int digits) {
        return isExact() && low.bits() <= Budget.MAX_BITS
                ? this
                : new Enclosure(
                        directed(low, digits, RoundingMode.FLOOR), directed(high, digits, RoundingMode.CEILING));
    }

    long bits() {
        return Math.max(low.bits(), high.bits());
    }

    private static Rational directed(Rational value, int digits, RoundingMode mode) {
        return Rational.of(new BigDecimal(value.numerator())
                .divide(new BigDecimal(value.denominator()), new MathContext(digits, mode)));
    }

    private static Enclosure hull(Rational first, Rational... others) {
        Rational low = Stream.of(others).reduce(first, (a, b) -> a.compareTo(b) <= 0 ? a : b);
        Rational high = Stream.of(others).reduce(first, (a, b) -> a.compareTo(b) >= 0 ? a : b);
        return new Enclosure(low, high);
    }
}
