package dev.mcpgateway.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RedactionTest {
    private static final int PLENTY = 10_000;

    @ParameterizedTest(name = "{0} without {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{\"a\":1,\"token\":\"s3\"}              | token        | {\"a\":1,\"token\":\"[redacted]\"}",
                "{ \"token\" : { \"k\": [1, 2] }, \"b\":2} | token       | { \"token\" : \"[redacted]\", \"b\":2}",
                "{\"o\":{\"token\":17,\"b\":true}}         | o/token      | {\"o\":{\"token\":\"[redacted]\",\"b\":true}}",
                "{\"l\":[{\"k\":1},{\"k\":2,\"n\":3}]}     | l/*/k        | {\"l\":[{\"k\":\"[redacted]\"},{\"k\":\"[redacted]\",\"n\":3}]}",
                "{\"l\":[\"a\",\"b\"]}                     | l/1          | {\"l\":[\"a\",\"[redacted]\"]}",
                "{\"a\":1,\"b\":2}                         | a b          | {\"a\":\"[redacted]\",\"b\":\"[redacted]\"}",
                "{\"a\":1}                                 | b            | {\"a\":1}",
                "{\"A\":1,\"a\":2,\"\\u0061\":3}            | a            | {\"A\":\"[redacted]\",\"a\":\"[redacted]\",\"\\u0061\":\"[redacted]\"}",
                // Something else stands where the path goes deeper.
                "{\"o\":\"{\\\"token\\\":1}\"}               | o/token      | {\"o\":\"[redacted]\"}",
                "{\"o\":[{\"token\":1}]}                   | o/token      | {\"o\":\"[redacted]\"}",
                "7                                          | a            | \"[redacted]\"",
                "{\"a\":                                   | a            | \"[redacted]\"",
            })
    void whatIsNamedIsLeftOut(String json, String paths, String kept) {
        assertThat(redacted(json, paths, PLENTY)).isEqualTo(kept);
    }

    @Test
    void whatIsTooLongIsCutBetweenCharacters() {
        assertThat(redacted("{\"a\":\"äääääääää\"}", "b", 12)).isEqualTo("{\"a\":\"ä…");
        assertThat(redacted("{\"a\":\"äääääääää\"}", "", 13)).isEqualTo("{\"a\":\"ää…");
        assertThat(redacted("{\"a\":\"äääääääää\"}", "", 14)).isEqualTo("{\"a\":\"ää…");
        assertThat(redacted("{\"a\":\"ä\"}", "b", 10)).isEqualTo("{\"a\":\"ä\"}");
    }

    /** Nothing behind the cut is looked at, and nothing of it is shown. */
    @Test
    void aLongOneIsReadNoFurtherThanItIsKept() {
        String json = "{\"long\":\"" + "x".repeat(5_000) + "\",\"token\":\"s3\"}";

        assertThat(redacted(json, "token", 100)).hasSizeLessThanOrEqualTo(100).doesNotContain("s3");
        assertThat(redacted(json, "long token", PLENTY))
                .isEqualTo("{\"long\":\"[redacted]\",\"token\":\"[redacted]\"}");
    }

    private static String redacted(String json, String paths, int most) {
        List<List<String>> split = Arrays.stream(paths.split(" "))
                .filter(path -> !path.isEmpty())
                .map(path -> List.of(path.split("/")))
                .toList();
        return new String(Redaction.of(json.getBytes(StandardCharsets.UTF_8), split, most), StandardCharsets.UTF_8);
    }
}
