package dev.mcpgateway.calculator.number;

import java.math.BigInteger;

/** How large a number is, roughly, without working it out. */
final class Magnitude {
    private static final double LOG10_OF_2 = Math.log10(2);
    private static final double LN_OF_2 = Math.log(2);

    private Magnitude() {}

    /** The decimal logarithm of a number above zero, good to about twelve digits. */
    static double log10(Rational value) {
        return log10(value.numerator()) - log10(value.denominator());
    }

    private static double log10(BigInteger value) {
        return log2(value) * LOG10_OF_2;
    }

    static double log2(BigInteger value) {
        int shift = Math.max(0, value.bitLength() - Double.MAX_EXPONENT + 1);
        return Math.log(value.shiftRight(shift).doubleValue()) / LN_OF_2 + shift;
    }

    static void check(Enclosure value) {
        check(Math.max(of(value.low()), of(value.high())));
    }

    /** @throws Refusal when this power would be out of bounds */
    static void check(int exponent, Enclosure base) {
        check(Math.abs((double) exponent) * Math.min(of(base.low()), of(base.high())));
    }

    private static void check(double magnitude) {
        if (magnitude > Budget.MAX_MAGNITUDE) {
            throw new Refusal("A number on the way is beyond 10^±" + Budget.MAX_MAGNITUDE
                    + ", which is more than this tool works with. Use smaller exponents.");
        }
    }

    private static double of(Rational value) {
        return value.signum() == 0 ? 0 : Math.abs(log10(value.abs()));
    }
}
