package dev.mcpgateway.policy;

import java.nio.file.Path;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Conditions on time and arguments. In doubt an allow does not open, and a deny is not got past. */
class ConditionsTest {
    private static final String TOOLS = """
            version: 1
            servers: { docs: { url: http://localhost:1/mcp, tools: { make: {}, count: {}, read: {}, office: {}, night: {} } } }
            """;
    private static final String POLICY = """
            version: 1
            roles: { reader: {} }
            rules:
              - { id: all,   to: [reader], allow: [docs/make] }
              - { id: huge,  to: ["*"], deny: [docs/make], when: { args: { /options/pages: { above: 500, absent: false } } } }
              - { id: key,   to: ["*"], deny: [docs/make], when: { args: { /path: { matches: "(?i).*[.]pem", absent: false } } } }
              - { id: xls,   to: ["*"], deny: [docs/make], when: { args: { /format: { in: [xls, "5", 7], absent: false } } } }
              - { id: both,  to: ["*"], deny: [docs/make], when: { args: { /a~1b: { equals: true, absent: false }, /c: { absent: false } } } }
              - { id: count, to: [reader], allow: [docs/count] }
              - { id: many,  to: ["*"], deny: [docs/count], when: { args: { /options/pages: { above: 500 }, /draft: { in: [no, maybe] } } } }
              - { id: small, to: [reader], allow: [docs/read], when: { args: { /lines: { above: 0, below: 100 } } } }
              - { id: whole, to: [reader], allow: [docs/read], when: { args: { /lines: { absent: true }, /name: { matches: "[a-z]+" } } } }
              - id: office
                to: [reader]
                allow: [docs/office]
                when: { time: { zone: Europe/Berlin, days: [mon-fri], hours: "07:00-20:00" } }
              - { id: night, to: [reader], allow: [docs/night], when: { time: { zone: UTC, days: [fri], hours: "22:00-06:00" } } }
            """;

    private final Situation situation;

    ConditionsTest(@TempDir Path folder) {
        situation = Situation.of(folder, TOOLS, POLICY);
    }

    @ParameterizedTest(name = "make {0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{}                                     | all",
                "{\"options\":{}}                       | all",
                "{\"options\":{\"pages\":500}}          | all",
                "{\"options\":{\"pages\":501}}          | !huge",
                "{\"options\":{\"pages\":5.01e2}}       | !huge",
                "{\"options\":{\"pages\":500.00000000000000000001}} | !huge",
                "{\"options\":{\"pages\":1e400}}        | !huge",
                "{\"options\":{\"pages\":-501}}         | all",
                "{\"options\":{\"pages\":null}}         | all",
                // What a tool may read otherwise than we do.
                "{\"options\":{\"pages\":\"501\"}}      | !huge",
                "{\"options\":{\"pages\":[501]}}        | !huge",
                "{\"options\":{\"pages\":1,\"pages\":501}} | !huge",
                "{\"options\":{\"Pages\":501}}          | !huge",
                "{\"OPTIONS\":{\"pages\":501}}          | !huge",
                "{\"options\":{\"p\\u0061ges\":501}}    | !huge",
                "{\"options\":\"{}\"}                   | !huge",
                "[]                                     | !huge",
                "{\"path\":\"a.pem\"}                   | !key",
                "{\"path\":\"A.PEM\"}                   | !key",
                "{\"path\":\"a.pem.txt\"}               | all",
                "{\"path\":[\"a.pem\"]}                 | !key",
                "{\"path\":7}                           | !key",
                "{\"format\":\"xls\"}                   | !xls",
                "{\"format\":\"XLS\"}                   | all",
                "{\"format\":\"pdf\"}                   | all",
                "{\"format\":\"5\"}                     | !xls",
                "{\"format\":5}                         | !xls",
                "{\"format\":7}                         | !xls",
                "{\"format\":7.0}                       | !xls",
                "{\"format\":\"7\"}                     | !xls",
                "{\"format\":8}                         | all",
                "{\"a/b\":true}                         | all",
                "{\"a/b\":true,\"c\":1}                 | !both",
                "{\"a/b\":\"true\",\"c\":1}             | !both",
                "{\"a/b\":false,\"c\":1}                | all",
            })
    void aDenyIsNotGotPast(String arguments, String by) {
        assertThat(situation.decided(situation.call("reader", "docs/make", arguments)))
                .isEqualTo(by);
    }

    @ParameterizedTest(name = "count {0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{\"options\":{\"pages\":500},\"draft\":\"no\"} | count",
                "{\"options\":{\"pages\":501},\"draft\":\"yes\"} | count",
                "{\"options\":{\"pages\":501},\"draft\":\"no\"} | !many",
                // The tool's own default is nobody's promise.
                "{}                                     | !many",
                "{\"options\":{},\"draft\":\"no\"}      | !many",
                "{\"options\":{\"pages\":null},\"draft\":\"no\"} | !many",
                "{\"options\":{\"pages\":501}}          | !many",
                "{\"options\":{\"pages\":500}}          | count",
                "{\"draft\":\"yes\"}                    | count",
            })
    void leavingAnArgumentOutIsNoWayPastADeny(String arguments, String by) {
        assertThat(situation.decided(situation.call("reader", "docs/count", arguments)))
                .isEqualTo(by);
    }

    @ParameterizedTest(name = "read {0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{\"lines\":1}                          | small",
                "{\"lines\":99.9}                       | small",
                "{\"lines\":0}                          | !",
                "{\"lines\":100}                        | !",
                "{\"lines\":\"50\"}                     | !",
                "{\"lines\":[50]}                       | !",
                "{\"lines\":50,\"lines\":500}           | !",
                "{\"Lines\":50}                         | !",
                "{}                                     | !",
                "{\"name\":\"abc\"}                     | whole",
                "{\"name\":\"abc1\"}                    | !",
                "{\"name\":7}                           | !",
                "{\"name\":\"abc\",\"lines\":null}      | whole",
                "{\"name\":\"abc\",\"lines\":500}       | !",
                "7                                      | !",
            })
    void anAllowOpensOnlyWhereItIsSure(String arguments, String by) {
        assertThat(situation.decided(situation.call("reader", "docs/read", arguments)))
                .isEqualTo(by);
    }

    @ParameterizedTest(name = "at {0}: {1}")
    @CsvSource({
        "2026-11-20T05:59:59Z, !",
        "2026-11-20T06:00:00Z, office",
        "2026-11-20T18:59:59Z, office",
        "2026-11-20T19:00:00Z, !",
        "2026-11-21T12:00:00Z, !",
        "2026-07-01T05:00:00Z, office",
        "2026-07-01T18:00:00Z, !",
    })
    void officeHoursAreThoseOfTheZone(Instant at, String by) {
        assertThat(situation.decided(situation.call("reader", "docs/office", "{}", at)))
                .isEqualTo(by);
    }

    @ParameterizedTest(name = "at {0}: {1}")
    @CsvSource({
        "2026-11-20T21:59:59Z, !",
        "2026-11-20T22:00:00Z, night",
        "2026-11-21T05:59:59Z, night",
        "2026-11-21T06:00:00Z, !",
        "2026-11-21T22:00:00Z, !",
        "2026-11-20T05:00:00Z, !",
    })
    void aNightBelongsToTheDayOnWhichItBegan(Instant at, String by) {
        assertThat(situation.decided(situation.call("reader", "docs/night", "{}", at)))
                .isEqualTo(by);
    }

    @Test
    void aListShowsWhatSomeArgumentsWouldOpen() {
        assertThat(situation.decided(situation.call("reader", "docs/make", ""))).isEqualTo("all");
        assertThat(situation.decided(situation.call("reader", "docs/read", ""))).isEqualTo("small");
        assertThat(situation.decided(situation.call("", "docs/read", ""))).isEqualTo("!");
    }

    @Test
    void aVeryLongTextIsNotMatchedAndNotLetPast() {
        String arguments = "{\"path\":\"" + "x".repeat(100_000) + "\"}";

        assertThat(situation.decided(situation.call("reader", "docs/make", arguments)))
                .isEqualTo("!key");
    }
}
