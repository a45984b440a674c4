package dev.mcpgateway.calculator;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.mcpgateway.calculator.expression.Parser;
import dev.mcpgateway.calculator.number.Answer;
import dev.mcpgateway.calculator.number.Rational;
import dev.mcpgateway.calculator.number.Refusal;
import dev.mcpgateway.calculator.statistic.Sample;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Whatever a caller writes, the answer or the refusal comes soon. */
@Timeout(5)
class BoundedWorkTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "9^9^9^9",
                "9^9^9",
                "2^1e9",
                "1.5^1000000000",
                "1e1000^1000",
                "(1e-1000)^(1e9)",
                "9999999999999999999999^99999999999999999999999",
                "sqrt(2)^1e9",
                "2^(1/101)",
                "10^-99999"
            })
    void refusesPowersWithoutEnd(String expression) {
        assertThatThrownBy(() -> Answer.of(Parser.parse(expression), 100)).isInstanceOf(Refusal.class);
    }

    @ParameterizedTest
    @MethodSource("costly")
    void answersOrRefusesTheCostliestExpressionsInTime(String expression) {
        assertThatCode(() -> {
                    try {
                        Answer.of(Parser.parse(expression), 100);
                    } catch (Refusal refused) {
                        // As good as an answer, as long as it comes soon.
                    }
                })
                .doesNotThrowAnyException();
    }

    static List<String> costly() {
        return List.of(
                repeated("1/%d", "+", 500),
                repeated("(1/%d)^99", "+", 250),
                repeated("9^%d", "*", 500),
                repeated("sqrt(%d)", "+", 380),
                repeated("7^(1/%d)", "*", 90),
                repeated("1.0001^%d00000", "*", 200),
                "sqrt(".repeat(90) + "2" + ")".repeat(90),
                "(3^10000)/(7^9000)*(11^8000)".repeat(1),
                "abs(".repeat(90) + "1e-999" + ")".repeat(90),
                "2^0.01^0.01",
                "(1+1e-900)^1000000000",
                "(1e1000+1e-1000)^9");
    }

    private static String repeated(String part, String operator, int times) {
        return IntStream.rangeClosed(2, times)
                .mapToObj(i -> String.format(part, 2 * i + 1))
                .collect(Collectors.joining(operator));
    }

    @Test
    void nestingIsBounded() {
        assertThatThrownBy(() -> Parser.parse("(".repeat(1_000) + "1" + ")".repeat(1_000)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("nested");
        assertThatThrownBy(() -> Parser.parse("-".repeat(3_000) + "1")).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> Parser.parse("2^".repeat(1_900) + "1")).isInstanceOf(Refusal.class);
    }

    @Test
    void aLongSumIsNoDeepRecursion() {
        Answer.of(Parser.parse("1" + "+1".repeat(1_900)), 28);
    }

    @Test
    void aSampleOfTheWorstKindIsRefusedOrAnsweredInTime() {
        List<Rational> spread = IntStream.range(0, 10_000)
                .mapToObj(i -> Rational.of(new BigDecimal("1e" + (i % 2_000 - 1_000))))
                .toList();

        assertThatCode(() -> {
                    try {
                        Answer.of(work -> work.sqrt(new Sample(spread).variance(true, work)), 100);
                    } catch (Refusal refused) {
                        // As good as an answer.
                    }
                })
                .doesNotThrowAnyException();
    }
}
