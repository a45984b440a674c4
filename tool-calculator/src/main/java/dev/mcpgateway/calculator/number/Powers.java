package dev.mcpgateway.calculator.number;

import java.math.BigInteger;
import java.util.Optional;

/** Powers and roots. What comes out even stays exact; the rest is enclosed as tightly as the working precision says. */
final class Powers {
    private static final int MAX_EXPONENT = 1_000_000_000;
    private static final int MAX_ROOT = 100;
    private static final int MAX_ROOT_WORK = 60_000;

    private static final double MARGIN = 1e-9;
    private static final int FRACTION_BITS = 52;

    private Powers() {}

    static Enclosure power(Enclosure base, Enclosure exponent, Work work) {
        if (!exponent.isExact()) {
            throw new Refusal("An exponent must be exact; a root in it is not. Compute it first and round it.");
        }
        Rational by = exponent.low();
        if (by.isWhole()) {
            return whole(base, by.numerator(), work);
        }
        if (by.denominator().bitLength() > Integer.SIZE - 1 || by.denominator().intValue() > MAX_ROOT) {
            throw new Refusal(
                    "An exponent that is no whole number may have at most two decimals, or be a fraction with a"
                            + " denominator up to " + MAX_ROOT + ".");
        }
        if (base.low().signum() < 0) {
            throw new Refusal("A negative number has no real power with the exponent " + by + ".");
        }
        return whole(root(base, by.denominator().intValue(), work), by.numerator(), work);
    }

    private static Enclosure whole(Enclosure base, BigInteger exponent, Work work) {
        if (exponent.signum() < 0 && base.isExact() && base.low().signum() == 0) {
            throw new Refusal("Zero has no negative power.");
        }
        if (base.isExact() && isTrivial(base.low())) {
            boolean flips = base.low().signum() < 0 && !exponent.testBit(0);
            return exponent.signum() == 0 ? Enclosure.exactly(Rational.ONE) : flips ? base.negate() : base;
        }
        if (exponent.abs().compareTo(BigInteger.valueOf(MAX_EXPONENT)) > 0) {
            throw new Refusal(
                    "The exponent is beyond ±" + MAX_EXPONENT + ", which is more work than one call may cost.");
        }
        int by = exponent.intValue();
        Magnitude.check(by, base);
        Enclosure power = bySquaring(base, Math.abs(by), work);
        return by < 0 ? Enclosure.exactly(Rational.ONE).dividedBy(power, work) : power;
    }

    private static Enclosure bySquaring(Enclosure base, int exponent, Work work) {
        Enclosure power = Enclosure.exactly(Rational.ONE);
        Enclosure square = base;
        for (int left = exponent; left > 0; left >>= 1) {
            if ((left & 1) == 1) {
                power = power.times(square, work);
            }
            if (left > 1) {
                square = square.times(square, work);
            }
        }
        return power;
    }

    /** 0, 1 and −1 stay small however large the exponent. */
    private static boolean isTrivial(Rational base) {
        return base.isWhole() && base.numerator().abs().compareTo(BigInteger.ONE) <= 0;
    }

    static Enclosure root(Enclosure of, int degree, Work work) {
        if (of.high().signum() < 0 || (of.isExact() && of.low().signum() < 0)) {
            throw new Refusal("A negative number has no real root.");
        }
        if (of.low().signum() < 0) {
            throw new Undecided("whether there is a root");
        }
        if (of.isExact()) {
            Optional<Rational> exact = exactRoot(of.low(), degree, work);
            if (exact.isPresent()) {
                return Enclosure.exactly(exact.get());
            }
        }
        return new Enclosure(below(of.low(), degree, work), above(of.high(), degree, work));
    }

    private static Optional<Rational> exactRoot(Rational of, int degree, Work work) {
        work.budget().charge(2 * of.bits());
        BigInteger numerator = floorRoot(of.numerator(), degree);
        if (!numerator.pow(degree).equals(of.numerator())) {
            return Optional.empty();
        }
        BigInteger denominator = floorRoot(of.denominator(), degree);
        return denominator.pow(degree).equals(of.denominator())
                ? Optional.of(new Rational(numerator, denominator))
                : Optional.empty();
    }

    private static Rational below(Rational of, int degree, Work work) {
        return scaled(of, degree, work, 0);
    }

    private static Rational above(Rational of, int degree, Work work) {
        return scaled(of, degree, work, 1);
    }

    /** The root's first digits as a whole number, put back behind its point; one more in the last place lies above it. */
    private static Rational scaled(Rational of, int degree, Work work, int add) {
        if (of.signum() == 0) {
            return Rational.ZERO;
        }
        if ((long) work.digits() * degree > MAX_ROOT_WORK) {
            throw new Refusal("This root is more work than one call may cost. Use a lower precision.");
        }
        int places = work.digits() - (int) Math.floor(Magnitude.log10(of) / degree);
        work.budget().charge((long) (work.digits() * (double) degree * 4) + of.bits());
        BigInteger shift = BigInteger.TEN.pow(Math.abs(places));
        BigInteger shiftOfPower = shift.pow(degree);
        BigInteger whole = places >= 0
                ? of.numerator().multiply(shiftOfPower).divide(of.denominator())
                : of.numerator().divide(of.denominator().multiply(shiftOfPower));
        BigInteger root = floorRoot(whole, degree).add(BigInteger.valueOf(add));
        return places >= 0 ? new Rational(root, shift) : new Rational(root.multiply(shift), BigInteger.ONE);
    }

    /** Newton's way down from just above; the first step that does not go down has arrived. */
    private static BigInteger floorRoot(BigInteger of, int degree) {
        if (degree == 2) {
            return of.sqrt();
        }
        if (of.signum() == 0) {
            return of;
        }
        BigInteger times = BigInteger.valueOf(degree);
        BigInteger guess = justAbove(of, degree);
        while (true) {
            BigInteger next = guess.multiply(BigInteger.valueOf(degree - 1L))
                    .add(of.divide(guess.pow(degree - 1)))
                    .divide(times);
            if (next.compareTo(guess) >= 0) {
                return guess;
            }
            guess = next;
        }
    }

    /** Good to nine digits by way of the logarithm, so that a few steps are enough whatever the degree. */
    private static BigInteger justAbove(BigInteger of, int degree) {
        double logarithm = Magnitude.log2(of) / degree;
        int whole = (int) Math.floor(logarithm);
        double leading = Math.pow(2, logarithm - whole) * (1 + MARGIN);
        BigInteger digits = BigInteger.valueOf((long) Math.ceil(leading * (1L << FRACTION_BITS)));
        return digits.shiftLeft(whole).shiftRight(FRACTION_BITS).add(BigInteger.ONE);
    }
}
