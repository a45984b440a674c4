package dev.mcpgateway.calculator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.mcpgateway.calculator.number.Answer;
import dev.mcpgateway.calculator.number.Decimal;
import dev.mcpgateway.calculator.number.Refusal;
import dev.mcpgateway.calculator.unit.Quantity;
import dev.mcpgateway.calculator.unit.Unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UnitTest {
    private static String convert(String value, String from, String to) {
        return Decimal.format(
                Answer.of(
                                work -> Quantity.of(Decimal.parse(value), Unit.parse(from), work)
                                        .in(Unit.parse(to), work),
                                28)
                        .value(),
                28);
    }

    @Test
    void twoMetresAndThreeFeet() {
        Answer sum = Answer.of(
                work -> Quantity.of(Decimal.parse("2"), Unit.parse("m"), work)
                        .plus(Quantity.of(Decimal.parse("3"), Unit.parse("ft"), work), work)
                        .in(Unit.parse("m"), work),
                28);

        assertThat(sum.value()).isEqualByComparingTo("2.9144");
        assertThat(sum.isExact()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "1, mi, km, 1.609344",
        "1, lb, g, 453.59237",
        "16, oz, lb, 1",
        "1, day, s, 86400",
        "100, C, F, 212",
        "-40, F, C, -40",
        "0, K, C, -273.15",
        "36, km/h, m/s, 10",
        "1, m^2, cm2, 10000",
        "1, kg*m/s^2, g*cm/s^2, 100000",
        "1, 1/s, 1/min, 60",
        "8, bit, B, 1",
        "1, MiB, kB, 1048.576",
        "1, Feet, Inches, 12",
        "1, gal, L, 3.785411784",
        "1, ml, l, 0.001",
        "1, KPH, kmh, 1",
        "1, µm, um, 1",
        "1, m², m2, 1"
    })
    void convertsByDefinition(String value, String from, String to, String expected) {
        assertThat(convert(value, from, to)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"m, s", "m, m^2", "kg, lb/s", "B, m", "C, m", "1, m"})
    void refusesWhatMeasuresAnotherThing(String from, String to) {
        assertThatThrownBy(() -> convert("1", from, to))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("measures");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "parsec", "m/", "/m", "m//s", "m s", "m^", "m^99", "C/s", "m*F", "mb", "(m)", "m^2^2", "2m"
            })
    void refusesWhatIsNoUnit(String unit) {
        assertThatThrownBy(() -> Unit.parse(unit)).isInstanceOf(Refusal.class);
    }

    /** A megalitre is no millilitre, and a capital My looks like an M. */
    @ParameterizedTest
    @ValueSource(strings = {"KM", "ML", "Ml", "L/ML", "Mb", "mb", "KT", "D", "M²", "\u039Cm", "\u039Cg", "\u039Cs"})
    void symbolsMindTheirCaseHoweverTheyAreWritten(String unit) {
        assertThatThrownBy(() -> Unit.parse(unit)).isInstanceOf(Refusal.class).hasMessageContaining("Known are");
    }

    @Test
    void aRefusalNamesEachUnitOnce() {
        assertThatThrownBy(() -> Unit.parse("ML")).hasMessageContaining(" L mL m3 ");
    }
}
