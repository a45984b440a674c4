package dev.mcpgateway.calculator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.mcpgateway.calculator.expression.Parser;
import dev.mcpgateway.calculator.number.Answer;
import dev.mcpgateway.calculator.number.Refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExactCalculateTest {
    private static ExactNumber calculate(String expression, int precision) {
        return ExactNumber.of(Answer.of(Parser.parse(expression), precision), precision);
    }

    @ParameterizedTest
    @CsvSource({
        "0.1+0.2, 0.3",
        "2+3*4, 14",
        "(2+3)*4, 20",
        "2^3^2, 512",
        "2**3**2, 512",
        "-2^2, -4",
        "2^-1, 0.5",
        "10-4-3, 3",
        "100/10/5, 2",
        "7%3, 1",
        "-7%3, 2",
        "7%-3, -2",
        "1e3, 1000",
        "1e40, 1E+40",
        "sqrt(1/4), 0.5",
        "8^(1/3), 2",
        "(-1)^1000000001, -1",
        "abs(-3), 3",
        "0*5, 0",
        "sqrt(2), 1.414213562373095048801688724",
        "sqrt(2)*sqrt(2), 2"
    })
    void calculates(String expression, String value) {
        assertThat(calculate(expression, 28).value()).isEqualTo(value);
    }

    @Test
    void aThirdIsRoundedAndAlsoExact() {
        ExactNumber third = calculate("1/3", 5);

        assertThat(third.value()).isEqualTo("0.33333");
        assertThat(third.exact()).isFalse();
        assertThat(third.fraction()).isEqualTo("1/3");
    }

    @ParameterizedTest
    @CsvSource({"2.5, 1, 2", "3.5, 1, 4", "0.125, 2, 0.12", "0.375, 2, 0.38", "-2.5, 1, -2"})
    void roundsHalfToEven(String number, int precision, String value) {
        assertThat(calculate(number, precision).value()).isEqualTo(value);
    }

    @Test
    void compoundInterestNeedsNoExactPower() {
        assertThat(calculate("(1+0.05/365)^(365*30)", 10).value()).isEqualTo("4.481228689");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9^9^9^9",
                "9^9^9",
                "1/0",
                "1%0",
                "sqrt(-1)",
                "2^sqrt(2)",
                "0^-1",
                "(-8)^(1/3)",
                "1e9999",
                "1+",
                "(1",
                "1)",
                "x",
                "",
                " ",
                "1..2",
                "1e",
                "2 3",
                "foo(2)",
                "1/(sqrt(2)*sqrt(2)-2)"
            })
    void refusesWhatHasNoAnswerOrCostsTooMuch(String expression) {
        assertThatThrownBy(() -> calculate(expression, 28))
                .isInstanceOf(Refusal.class)
                .hasMessageMatching("(?s).{10,}");
    }
}
