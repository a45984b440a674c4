package dev.mcpgateway.calculator.unit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.mcpgateway.calculator.number.Rational;
import dev.mcpgateway.calculator.number.Refusal;

/** Reads a unit or a product of units: {@code km}, {@code m/s^2}, {@code kg*m/s/s}. */
final class UnitParser {
    private static final int MAX_LENGTH = 60;
    private static final Pattern PART = Pattern.compile("([*/·]?)\\s*(1|[°\\p{L}_]+[23²³]?)(?:\\^(-?\\d))?\\s*");

    private final String text;

    UnitParser(String text) {
        this.text = text.strip();
    }

    Unit parse() {
        if (text.length() > MAX_LENGTH) {
            throw new Refusal("A unit may have at most " + MAX_LENGTH + " characters.");
        }
        Matcher part = PART.matcher(text);
        Unit product = new Unit(text, Dimension.NONE, Rational.ONE);
        int at = 0;
        while (at < text.length()) {
            boolean fits = part.find() && part.start() == at && part.group(1).isEmpty() == (at == 0);
            if (!fits) {
                throw unknown(text);
            }
            at = part.end();
            if (at == text.length() && part.start() == 0 && part.group(3) == null) {
                return find(part.group(2));
            }
            product = times(product, part);
        }
        if (at == 0) {
            throw unknown(text);
        }
        return product;
    }

    private Unit times(Unit product, Matcher part) {
        Unit unit = find(part.group(2));
        if (unit.isScale()) {
            throw new Refusal("'" + unit.symbol() + "' is a scale and cannot be part of '" + text + "'; use K.");
        }
        int exponent = part.group(3) == null ? 1 : Integer.parseInt(part.group(3));
        int signed = part.group(1).equals("/") ? -exponent : exponent;
        return new Unit(
                text,
                product.dimension().times(unit.dimension().power(signed)),
                product.factor().times(unit.factor().power(signed)));
    }

    private static Unit find(String name) {
        return name.equals("1")
                ? new Unit(name, Dimension.NONE, Rational.ONE)
                : UnitTable.find(name).orElseThrow(() -> unknown(name));
    }

    private static Refusal unknown(String name) {
        return new Refusal("Unknown unit '" + name + "'. Known are: " + UnitTable.known()
                + ", and products such as m/s or kg*m/s^2.");
    }
}
