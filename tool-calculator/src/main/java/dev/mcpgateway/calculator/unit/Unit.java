package dev.mcpgateway.calculator.unit;

import dev.mcpgateway.calculator.number.Rational;

/**
 * A unit by what one of it is in base units, exactly.
 *
 * @param symbol as it was written
 * @param factor what one of it is in base units
 * @param offset where its zero lies in base units: not zero for °C and °F only
 */
public record Unit(String symbol, Dimension dimension, Rational factor, Rational offset) {
    Unit(String symbol, Dimension dimension, Rational factor) {
        this(symbol, dimension, factor, Rational.ZERO);
    }

    /** @throws dev.mcpgateway.calculator.number.Refusal when the text names no unit */
    public static Unit parse(String text) {
        return new UnitParser(text).parse();
    }

    /** Whether its zero is not the zero of what it measures, so that sums and products of it mean nothing. */
    public boolean isScale() {
        return offset.signum() != 0;
    }
}
