package dev.mcpgateway.calculator.unit;

import dev.mcpgateway.calculator.number.Enclosure;
import dev.mcpgateway.calculator.number.Rational;
import dev.mcpgateway.calculator.number.Refusal;
import dev.mcpgateway.calculator.number.Work;

/**
 * So many of a unit, kept in base units.
 *
 * @param amount in base units of the dimension
 */
public record Quantity(Enclosure amount, Dimension dimension) {
    public static Quantity of(Rational value, Unit unit, Work work) {
        Enclosure scaled = work.multiply(Enclosure.exactly(value), Enclosure.exactly(unit.factor()));
        return new Quantity(work.add(scaled, Enclosure.exactly(unit.offset())), unit.dimension());
    }

    /** @throws Refusal when the unit measures another thing */
    public Enclosure in(Unit unit, Work work) {
        requireSame(
                dimension,
                unit.dimension(),
                "'" + unit.symbol() + "' measures " + unit.dimension() + ", the value is ");
        return work.divide(work.subtract(amount, Enclosure.exactly(unit.offset())), Enclosure.exactly(unit.factor()));
    }

    public Quantity plus(Quantity other, Work work) {
        requireSame(
                dimension,
                other.dimension,
                "Only like can be added: the right side is " + other.dimension + ", the left ");
        return new Quantity(work.add(amount, other.amount), dimension);
    }

    public Quantity minus(Quantity other, Work work) {
        requireSame(
                dimension,
                other.dimension,
                "Only like can be subtracted: the right side is " + other.dimension + ", the left ");
        return new Quantity(work.subtract(amount, other.amount), dimension);
    }

    public Quantity times(Quantity other, Work work) {
        return new Quantity(work.multiply(amount, other.amount), dimension.times(other.dimension));
    }

    public Quantity dividedBy(Quantity other, Work work) {
        return new Quantity(work.divide(amount, other.amount), dimension.times(other.dimension.power(-1)));
    }

    private static void requireSame(Dimension here, Dimension there, String complaint) {
        if (!here.equals(there)) {
            throw new Refusal(complaint + here + ".");
        }
    }
}
