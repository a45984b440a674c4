package dev.mcpgateway.config;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "*, anything, true",
        "*, '', true",
        "exact_*, exact_calculate, true",
        "exact_*, exact, false",
        "*_calculate, exact_calculate, true",
        "e*c*e, exact_calculate, true",
        "e*c*x, exact_calculate, false",
        "exact, exact, true",
        "exact, Exact, false",
        "'', '', true",
        "'', x, false",
        "a*a*a*a*a*a*b, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, false",
    })
    void matchesWholeNames(String pattern, String text, boolean matches) {
        assertThat(new Glob(pattern).matches(text)).isEqualTo(matches);
    }
}
