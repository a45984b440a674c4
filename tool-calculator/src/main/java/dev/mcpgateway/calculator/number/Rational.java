package dev.mcpgateway.calculator.number;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * An exact fraction in lowest terms; the denominator is positive. Every operation is exact, so their order never matters. Size
 * is bounded by the {@link Budget} that callers charge first.
 */
public record Rational(BigInteger numerator, BigInteger denominator) implements Comparable<Rational> {
    public static final Rational ZERO = new Rational(BigInteger.ZERO, BigInteger.ONE);
    public static final Rational ONE = new Rational(BigInteger.ONE, BigInteger.ONE);

    public Rational {
        if (denominator.signum() == 0) {
            throw new ArithmeticException("division by zero");
        }
        BigInteger shared = numerator.gcd(denominator);
        if (denominator.signum() < 0) {
            shared = shared.negate();
        }
        if (!shared.equals(BigInteger.ONE)) {
            numerator = numerator.divide(shared);
            denominator = denominator.divide(shared);
        }
    }

    public static Rational of(long value) {
        return new Rational(BigInteger.valueOf(value), BigInteger.ONE);
    }

    public static Rational of(long numerator, long denominator) {
        return new Rational(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
    }

    public static Rational of(BigDecimal value) {
        BigInteger unscaled = value.unscaledValue();
        return value.scale() <= 0
                ? new Rational(unscaled.multiply(BigInteger.TEN.pow(-value.scale())), BigInteger.ONE)
                : new Rational(unscaled, BigInteger.TEN.pow(value.scale()));
    }

    public Rational plus(Rational other) {
        return new Rational(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    public Rational minus(Rational other) {
        return plus(other.negate());
    }

    public Rational times(Rational other) {
        return new Rational(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    public Rational dividedBy(Rational other) {
        return new Rational(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    /** What is left after taking {@code other} out a whole number of times; it has the sign of {@code other}. */
    public Rational modulo(Rational other) {
        return minus(other.times(dividedBy(other).floor()));
    }

    public Rational power(int exponent) {
        if (exponent < 0) {
            return new Rational(denominator.pow(-exponent), numerator.pow(-exponent));
        }
        return new Rational(numerator.pow(exponent), denominator.pow(exponent));
    }

    public Rational negate() {
        return new Rational(numerator.negate(), denominator);
    }

    public Rational abs() {
        return signum() < 0 ? negate() : this;
    }

    private Rational floor() {
        BigInteger[] parts = numerator.divideAndRemainder(denominator);
        BigInteger down = parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
        return new Rational(down, BigInteger.ONE);
    }

    public int signum() {
        return numerator.signum();
    }

    public boolean isWhole() {
        return denominator.equals(BigInteger.ONE);
    }

    /** Correctly rounded, half to even. */
    public BigDecimal round(int digits) {
        return new BigDecimal(numerator)
                .divide(new BigDecimal(denominator), new MathContext(digits, RoundingMode.HALF_EVEN));
    }

    /** How much memory, and so how much work, this number stands for. */
    public long bits() {
        return (long) numerator.bitLength() + denominator.bitLength();
    }

    @Override
    public int compareTo(Rational other) {
        int magnitudes = Integer.compare(magnitude(), other.magnitude());
        // Numbers far apart, or of different signs, need no product of their parts: a sort stays cheap.
        if (signum() != other.signum() || Math.abs(magnitude() - other.magnitude()) > 1) {
            return signum() != other.signum() ? Integer.compare(signum(), other.signum()) : magnitudes * signum();
        }
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    /** The binary logarithm, give or take one. */
    private int magnitude() {
        return numerator.bitLength() - denominator.bitLength();
    }

    @Override
    public String toString() {
        return isWhole() ? numerator.toString() : numerator + "/" + denominator;
    }
}
