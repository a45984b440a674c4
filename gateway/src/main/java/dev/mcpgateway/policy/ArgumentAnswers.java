package dev.mcpgateway.policy;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Predicate;

import tools.jackson.databind.JsonNode;

import dev.mcpgateway.config.ArgumentTest;
import dev.mcpgateway.config.ArgumentTest.Value;
import dev.mcpgateway.policy.Arguments.Truth;

/** Compares one argument with what a rule asks of it. A value of another type than expected is never a plain no. */
final class ArgumentAnswers {
    /** Matching is linear, and still takes its time on an event loop. */
    private static final int LONGEST_MATCHED = 16 * 1024;

    private ArgumentAnswers() {}

    /** Of an argument that was given. */
    static Truth answer(ArgumentTest test, JsonNode value) {
        if (test.absent().orElse(false)) {
            return Truth.NO;
        }
        Truth all = test.in().isEmpty() ? Truth.YES : isOneOf(test, value);
        all = and(all, test.matches().map(pattern -> matches(pattern, value)).orElse(Truth.YES));
        all = and(
                all,
                test.above()
                        .map(edge -> compares(value, edge, sign -> sign > 0))
                        .orElse(Truth.YES));
        return and(
                all,
                test.below()
                        .map(edge -> compares(value, edge, sign -> sign < 0))
                        .orElse(Truth.YES));
    }

    private static Truth isOneOf(ArgumentTest test, JsonNode value) {
        Truth any = Truth.NO;
        for (Value wanted : test.in()) {
            Truth one = equal(wanted, value);
            if (one == Truth.YES) {
                return Truth.YES;
            }
            any = one == Truth.UNCLEAR ? Truth.UNCLEAR : any;
        }
        return any;
    }

    private static Truth equal(Value wanted, JsonNode value) {
        if (value.isContainer()) {
            return Truth.UNCLEAR;
        }
        String text = value.asString();
        if (wanted.isText() == value.isString() && wanted.text().equals(text)) {
            return Truth.YES;
        }
        boolean sameNumber = number(wanted.text())
                .flatMap(expected -> number(text).map(given -> given.compareTo(expected) == 0))
                .orElse(false);
        if (sameNumber && !wanted.isText() && value.isNumber()) {
            return Truth.YES;
        }
        // The same in another type: some tools convert it.
        boolean mayBeTaken = wanted.isText() != value.isString()
                && (sameNumber || wanted.text().equalsIgnoreCase(text));
        return mayBeTaken ? Truth.UNCLEAR : Truth.NO;
    }

    private static Truth matches(com.google.re2j.Pattern pattern, JsonNode value) {
        if (!value.isString() || value.stringValue().length() > LONGEST_MATCHED) {
            return Truth.UNCLEAR;
        }
        return truth(pattern.matches(value.stringValue()));
    }

    private static Truth compares(JsonNode value, BigDecimal edge, Predicate<Integer> wanted) {
        return value.isNumber()
                ? number(value.asString())
                        .map(number -> truth(wanted.test(number.compareTo(edge))))
                        .orElse(Truth.UNCLEAR)
                : Truth.UNCLEAR;
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Truth and(Truth a, Truth b) {
        if (a == Truth.NO || b == Truth.NO) {
            return Truth.NO;
        }
        return a == Truth.UNCLEAR ? a : b;
    }

    static Truth truth(boolean holds) {
        return holds ? Truth.YES : Truth.NO;
    }
}
