package dev.mcpgateway.calculator.number;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decimal numbers as text. */
public final class Decimal {
    public static final int MAX_LENGTH = 1_000;
    public static final int MAX_EXPONENT = 1_000;

    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE]([+-]?\\d{1,6}))?");
    private static final int SHOWN = 40;

    private Decimal() {}

    /** @throws Refusal when the text is no decimal number or one out of bounds */
    public static Rational parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new Refusal(
                    "A number may have at most " + MAX_LENGTH + " characters; one has " + text.length() + ".");
        }
        Matcher matcher = NUMBER.matcher(text.strip());
        if (!matcher.matches()) {
            throw new Refusal(
                    "'" + shown(text)
                            + "' is not a decimal number. Write digits with an optional sign, point and exponent, like -12.5 or 3e8.");
        }
        String exponent = matcher.group(1);
        if (exponent != null && Math.abs(Integer.parseInt(exponent)) > MAX_EXPONENT) {
            throw new Refusal("The exponent of '" + shown(text) + "' is beyond ±" + MAX_EXPONENT + ".");
        }
        return Rational.of(new BigDecimal(text.strip()));
    }

    /** No superfluous zeros; plain digits unless that would show more digits than are known. */
    public static String format(BigDecimal value, int digits) {
        BigDecimal stripped = value.stripTrailingZeros();
        if (stripped.signum() == 0) {
            return "0";
        }
        long whole = (long) stripped.precision() - stripped.scale();
        return stripped.scale() < 0 && whole <= digits ? stripped.toPlainString() : stripped.toString();
    }

    private static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
