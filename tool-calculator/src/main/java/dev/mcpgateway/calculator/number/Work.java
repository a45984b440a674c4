package dev.mcpgateway.calculator.number;

/**
 * The arithmetic of one attempt: a working precision and the budget of the call.
 *
 * @param digits significant digits kept where a number cannot be exact
 */
public record Work(int digits, Budget budget) {
    /** For what is exact anyway: one attempt with a budget of its own. */
    public static Work first(int precision) {
        return new Work(precision, new Budget());
    }

    public Enclosure add(Enclosure a, Enclosure b) {
        return a.plus(b, this);
    }

    public Enclosure subtract(Enclosure a, Enclosure b) {
        return a.plus(b.negate(), this);
    }

    public Enclosure multiply(Enclosure a, Enclosure b) {
        return a.times(b, this);
    }

    public Enclosure divide(Enclosure a, Enclosure b) {
        return a.dividedBy(b, this);
    }

    public Enclosure modulo(Enclosure a, Enclosure b) {
        return a.modulo(b, this);
    }

    public Enclosure negate(Enclosure a) {
        return a.negate();
    }

    public Enclosure abs(Enclosure a) {
        return a.abs();
    }

    public Enclosure power(Enclosure base, Enclosure exponent) {
        return Powers.power(base, exponent, this);
    }

    public Enclosure sqrt(Enclosure a) {
        return Powers.root(a, 2, this);
    }

    void chargeSum(Enclosure a, Enclosure b) {
        budget.charge(a.bits() + b.bits());
    }

    /** Exact numbers stay exact while they are small enough; beyond that the digits that were asked for are what counts. */
    Enclosure bounded(Enclosure value) {
        Magnitude.check(value);
        return value.outwards(digits);
    }
}
