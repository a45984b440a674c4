package dev.mcpgateway.relay;

import java.nio.charset.StandardCharsets;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ListScanTest {
    private final ListScan scan = new ListScan(Set.of("tools", "resourceTemplates"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[",
                "{\"result\" : {\"nextCursor\":\"x\",\"_meta\":{\"a\":[1,{}]},\"resourceTemplates\"\t:",
                "{\"result\":{},\"result\":{\"tools\":[",
                // What is written with escapes may be anything.
                "{\"result\":{\"t\\u006fols\":[",
                "{\"r\\u0065sult\":{\"tools\":[",
                // A batch, which nobody asked for.
                "[{\"method\":\"m\"}, {\"result\":{\"tools\":[",
            })
    void aListIsKnownBeforeItsFirstItem(String message) {
        see(message);

        assertThat(scan.isList()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"id\":1,\"result\":{\"content\":[{\"tools\":[]}],\"_meta\":{\"tools\":[]},\"text\":\"tools\"}}",
                "{\"id\":1,\"result\":{\"text\":\"\\\",\\\"tools\\\":[\"}}",
                "{\"method\":\"sampling/createMessage\",\"params\":{\"tools\":[]},\"id\":1}",
                "{\"result\":\"none\",\"params\":{\"tools\":[]}}",
                "{\"error\":{\"tools\":[]}}",
                "{\"result\":{\"toolset\":[],\"tool\":[],\"a-key-that-is-longer-than-all-that-we-know-tools\":[]}}",
                "[{\"result\":{\"content\":[]}},{\"params\":{\"tools\":[]}}]",
            })
    void whatOnlySpeaksOfListsIsNone(String message) {
        see(message);

        assertThat(scan.isList()).isFalse();
    }

    @Test
    void theNextMessageIsAnother() {
        see("{\"result\":{\"tools\":[{\"name\":\"never ended");
        scan.begin();
        see("{\"params\":{\"tools\":[]}}");

        assertThat(scan.isList()).isFalse();
    }

    private void see(String message) {
        for (byte next : message.getBytes(StandardCharsets.UTF_8)) {
            scan.see(next);
        }
    }
}
