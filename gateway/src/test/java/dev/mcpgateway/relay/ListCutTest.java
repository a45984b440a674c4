package dev.mcpgateway.relay;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Facts;
import dev.mcpgateway.call.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ListCutTest {
    private final Facts facts = new Facts("POST");
    private final ListCut seesAandC =
            ListCut.of(new ListCut.Shown("tools", "name", Set.of("a", "c", "größe")::contains), facts);

    /** Every byte that is not of an item that may not be seen stays, white space included. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                                           | []",
                "[ ]                                          | [ ]",
                "[{\"name\":\"a\"}]                           | [{\"name\":\"a\"}]",
                "[{\"name\":\"b\"}]                           | []",
                "[ {\"name\":\"b\"} ]                         | [ ]",
                "[{\"name\":\"a\"},{\"name\":\"b\"}]          | [{\"name\":\"a\"}]",
                "[{\"name\":\"b\"},{\"name\":\"a\"}]          | [{\"name\":\"a\"}]",
                "[{\"name\":\"a\"} , {\"name\":\"b\"} , {\"name\":\"c\"} ] | [{\"name\":\"a\"} , {\"name\":\"c\"} ]",
                "[{\"name\":\"b\"},{\"name\":\"b\"},{\"name\":\"c\"}]      | [{\"name\":\"c\"}]",
                "[{\"x\":{\"name\":\"b\"},\"name\":\"a\"}]    | [{\"x\":{\"name\":\"b\"},\"name\":\"a\"}]",
                "[{\"x\":[{\"name\":\"a\"}],\"name\":\"b\"}]  | []",
                "[{\"name\":\"gr\\u00f6\\u00dfe\",\"v\":1e400}] | [{\"name\":\"gr\\u00f6\\u00dfe\",\"v\":1e400}]",
                "[{\"name\":\"größe\"},{\"name\":\"b\"}]      | [{\"name\":\"größe\"}]",
                // What has no name, or two to choose from, is nobody's to see.
                "[{\"title\":\"a\"}]                          | []",
                "[{\"name\":7}]                               | []",
                "[{\"name\":\"a\",\"name\":\"b\"}]            | []",
                "[{\"name\":\"a\",\"name\":\"a\"}]            | []",
                "[\"a\",null,7,[{\"name\":\"a\"}]]            | []",
            })
    void whatTheCallerMayNotUseIsCutOut(String list, String seen) {
        String message =
                "{\"jsonrpc\":\"2.0\", \"id\":1, \"result\":{\"nextCursor\":\"x\",\"tools\": %s ,\"_meta\":{}}}";

        assertThat(cut(message.formatted(list))).isEqualTo(message.formatted(seen));
    }

    @Test
    void howMuchWasHiddenIsNoted() {
        cut("{\"result\":{\"tools\":[{\"name\":\"a\"},{\"name\":\"b\"},{\"name\":\"b\"}]}}");

        assertThat(facts.offered()).hasValue(3);
        assertThat(facts.hidden()).hasValue(2);
    }

    @Test
    void whereAnyListMayComeEachIsCutByItsOwnNames() {
        ListCut any = ListCut.ofAny(
                List.of(
                        new ListCut.Shown("tools", "name", "a"::equals),
                        new ListCut.Shown("resources", "uri", "r:1"::equals)),
                facts);

        assertThat(text(any.cut(bytes("{\"result\":{\"tools\":[{\"name\":\"a\"},{\"name\":\"r:1\"}]}}"))))
                .isEqualTo("{\"result\":{\"tools\":[{\"name\":\"a\"}]}}");
        assertThat(text(any.cut(bytes("{\"result\":{\"resources\":[{\"name\":\"a\",\"uri\":\"r:2\"}]}}"))))
                .isEqualTo("{\"result\":{\"resources\":[]}}");
    }

    @Test
    void aListThatIsGivenTwiceIsCutTwice() {
        assertThat(cut("{\"result\":{\"tools\":[{\"name\":\"b\"}],\"tools\":[{\"name\":\"b\"}]},\"result\":{\"tools\":"
                        + "[{\"name\":\"b\"}]}}"))
                .isEqualTo("{\"result\":{\"tools\":[],\"tools\":[]},\"result\":{\"tools\":[]}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"public\"", "\"private\"", "\"p\\u0075blic\"", "null"})
    void nobodyElseIsToBeShownWhatOneCallerSees(String scope) {
        assertThat(cut("{\"result\":{\"cacheScope\": " + scope + " ,\"ttlMs\":5,\"tools\":[]}}"))
                .isEqualTo("{\"result\":{\"cacheScope\": \"private\" ,\"ttlMs\":5,\"tools\":[]}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32602,\"message\":\"tools\",\"data\":{\"tools\":[{\"name\":\"b\"}]}}}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"tools\":[{\"name\":\"b\"}]}}",
                "{\"result\":{\"resultType\":\"input_required\",\"requestState\":\"x\"}}",
            })
    void whatIsNoListPassesAsItIs(String message) {
        assertThat(cut(message)).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "nonsense",
                "{\"result\":{\"tools\":[{\"name\":\"a\"}",
                "{\"result\":{\"tools\":{\"name\":\"b\"}}}",
                "{\"result\":{\"tools\":[{\"name\":\"a\"},]}}",
            })
    void whatCannotBeUnderstoodIsNotPassedOn(String message) {
        assertThatThrownBy(() -> cut(message))
                .isInstanceOfSatisfying(
                        CallFailure.class, e -> assertThat(e.reason()).isEqualTo(Reason.UPSTREAM_INVALID));
    }

    private String cut(String message) {
        return text(seesAandC.cut(bytes(message)));
    }

    private static byte[] bytes(String message) {
        return message.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] message) {
        return new String(message, StandardCharsets.UTF_8);
    }
}
