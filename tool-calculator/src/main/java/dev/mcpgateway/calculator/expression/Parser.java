package dev.mcpgateway.calculator.expression;

import java.util.Map;
import java.util.function.BiFunction;

import dev.mcpgateway.calculator.number.Decimal;
import dev.mcpgateway.calculator.number.Enclosure;
import dev.mcpgateway.calculator.number.Refusal;
import dev.mcpgateway.calculator.number.Work;

/**
 * Reads {@code + - * / % ^}, parentheses, {@code sqrt(…)} and {@code abs(…)}. Powers bind tightest and from the right, so {@code
 * 2^3^2} is 512 and {@code -2^2} is −4; {@code **} means {@code ^}.
 */
public final class Parser {
    public static final int MAX_LENGTH = 4_000;
    private static final int MAX_DEPTH = 100;
    private static final Map<String, BiFunction<Work, Enclosure, Enclosure>> FUNCTIONS =
            Map.of("sqrt", Work::sqrt, "abs", Work::abs);

    private final String text;
    private int at;
    private int depth;

    private Parser(String text) {
        this.text = text;
    }

    /** @throws Refusal naming the place that makes no sense */
    public static Expression parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new Refusal("An expression may have at most " + MAX_LENGTH + " characters; this one has "
                    + text.length() + ".");
        }
        Parser parser = new Parser(text);
        Expression whole = parser.sum();
        if (parser.peek() != 0) {
            throw parser.unexpected();
        }
        return whole;
    }

    private Expression sum() {
        Expression left = product();
        while (true) {
            if (takes('+')) {
                left = new Expression.Binary(Work::add, left, product());
            } else if (takes('-')) {
                left = new Expression.Binary(Work::subtract, left, product());
            } else {
                return left;
            }
        }
    }

    private Expression product() {
        Expression left = signed();
        while (true) {
            if (takes('*')) {
                left = new Expression.Binary(Work::multiply, left, signed());
            } else if (takes('/')) {
                left = new Expression.Binary(Work::divide, left, signed());
            } else if (takes('%')) {
                left = new Expression.Binary(Work::modulo, left, signed());
            } else {
                return left;
            }
        }
    }

    private Expression signed() {
        if (++depth > MAX_DEPTH) {
            throw new Refusal(
                    "The expression is nested deeper than " + MAX_DEPTH + " levels. Split it into several calls.");
        }
        try {
            if (takes('-')) {
                return new Expression.Unary(Work::negate, signed());
            }
            return takes('+') ? signed() : power();
        } finally {
            depth--;
        }
    }

    private Expression power() {
        Expression base = primary();
        if (takes('^') || takesPower()) {
            return new Expression.Binary(Work::power, base, signed());
        }
        return base;
    }

    private boolean takesPower() {
        if (text.startsWith("**", at)) {
            at += 2;
            return true;
        }
        return false;
    }

    private Expression primary() {
        char next = peek();
        if (takes('(')) {
            return closed();
        }
        if (Character.isLetter(next)) {
            return function();
        }
        if (isDigit(next) || next == '.') {
            return number();
        }
        throw unexpected();
    }

    private Expression function() {
        int start = at;
        while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
            at++;
        }
        String name = text.substring(start, at);
        BiFunction<Work, Enclosure, Enclosure> step = FUNCTIONS.get(name);
        if (step == null || !takes('(')) {
            throw new Refusal("'" + name + "' at position " + (start + 1)
                    + " is not known here; the functions are sqrt(…) and abs(…), and there are no variables.");
        }
        return new Expression.Unary(step, closed());
    }

    private Expression closed() {
        Expression inner = sum();
        if (!takes(')')) {
            throw unexpected();
        }
        return inner;
    }

    private Expression number() {
        int start = at;
        while (at < text.length() && belongsToNumber(start)) {
            at++;
        }
        return new Expression.Literal(Decimal.parse(text.substring(start, at)));
    }

    private boolean belongsToNumber(int start) {
        char c = text.charAt(at);
        boolean exponentSign = (c == '+' || c == '-') && at > start && isExponent(text.charAt(at - 1));
        return isDigit(c) || c == '.' || isExponent(c) || exponentSign;
    }

    private static boolean isExponent(char c) {
        return c == 'e' || c == 'E';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The next character that is no space, 0 at the end. */
    private char peek() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean takes(char wanted) {
        if (peek() != wanted || (wanted == '*' && text.startsWith("**", at))) {
            return false;
        }
        at++;
        return true;
    }

    private Refusal unexpected() {
        return peek() == 0
                ? new Refusal("The expression ends too early; a number or ')' is missing.")
                : new Refusal("Unexpected '" + peek() + "' at position " + (at + 1) + " of the expression.");
    }
}
