package dev.mcpgateway.edge;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.McpMessage.Range;
import dev.mcpgateway.call.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EnvelopeTest {
    private static final String CALL = """
            {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"exact_calculate","arguments":{"operator":"add"}}}""";

    private final Envelope envelope = new Envelope();

    @Test
    void readsWhatDecides() {
        Envelope.Content content = read(CALL);

        assertThat(content.method()).contains("tools/call");
        assertThat(content.id()).contains("7");
        assertThat(content.name()).contains("exact_calculate");
        assertThat(text(content, CALL)).isEqualTo("{\"operator\":\"add\"}");
    }

    @Test
    void readsTheModernMeta() {
        Envelope.Content content = read("""
                {"jsonrpc":"2.0","id":"a","method":"tools/list","params":{"_meta":{
                  "io.modelcontextprotocol/protocolVersion":"2026-07-28",
                  "io.modelcontextprotocol/clientCapabilities":{},
                  "io.modelcontextprotocol/clientInfo":{"name":"cursor","title":{"name":"decoy"},"version":"1.2"}}}}""");

        assertThat(content.metaVersion()).contains("2026-07-28");
        assertThat(content.saysCapabilities()).isTrue();
        assertThat(content.client()).contains("cursor/1.2");
        assertThat(content.id()).contains("\"a\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "9007199254740993", "\"\"", "\"a\\u0062\"", "\"7\""})
    void anIdIsKeptAsItWasWritten(String id) {
        assertThat(read(CALL.replace("\"id\":7", "\"id\": " + id)).id()).contains(id);
    }

    @Test
    void namesDeepInTheArgumentsDecideNothing() {
        String decoy = "{\"name\":\"other\",\"method\":\"tools/list\",\"params\":{\"name\":\"other\"},\"_meta\":{}}";

        Envelope.Content content = read(CALL.replace("{\"operator\":\"add\"}", decoy));

        assertThat(content.name()).contains("exact_calculate");
        assertThat(text(content, CALL.replace("{\"operator\":\"add\"}", decoy))).isEqualTo(decoy);
    }

    @Test
    void argumentsAreFoundBehindLettersOfMoreThanOneByte() {
        String json = CALL.replace("exact_calculate", "größe_計算");

        assertThat(text(read(json), json)).isEqualTo("{\"operator\":\"add\"}");
    }

    /** Bytes that some parser reads as another method or another name than we would. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"method\":\"tools/call\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"Method\":\"tools/call\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"METHOD\":\"tools/call\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"meth\\u006fd\":\"tools/call\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"\\u006dethod\":\"tools/call\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"ID\":2,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"a\",\"name\":\"b\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"a\",\"Name\":\"b\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"n\\u0061me\":\"b\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"a\"},\"params\":{\"name\":\"b\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"a\"},\"Params\":{\"name\":\"b\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"arguments\":{},\"arguments\":{}}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"_meta\":{},\"_META\":{}}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"a\",\"io.modelcontextprotocol/protocolVersion\":\"b\"}}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"_meta\":{\"io.modelcontextprotocol\\/protocolVersion\":\"a\"}}}",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]",
                "\"ping\"",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":2.0,\"id\":1,\"method\":\"ping\"}",
                "{\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":true,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}",
                "{\"jsonrpc\":\"2.0\",\"id\":1}",
                "{\"jsonrpc\":\"2.0\",\"result\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"result\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[]}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":7}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"_meta\":[]}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"a\\nb\"}}",
            })
    void whatCouldBeReadTwoWaysIsRefused(String json) {
        refuses(json.getBytes(StandardCharsets.UTF_8), Reason.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"} {}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}x",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"",
                "{\"jsonrpc\":\"2.0\",\"id\":01,\"method\":\"ping\"}",
                "{'jsonrpc':'2.0','id':1,'method':'ping'}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",}",
                "{\"jsonrpc\":\"2.0\",/* */\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":NaN,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"pi\nng\"}",
                "",
                " ",
                "{",
                "nonsense",
            })
    void whatIsNotJsonIsRefused(String json) {
        refuses(json.getBytes(StandardCharsets.UTF_8), Reason.PARSE_ERROR);
    }

    @Test
    void otherEncodingsAreRefused() {
        for (Charset charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            refuses(CALL.getBytes(charset), Reason.PARSE_ERROR);
        }
        refuses(("\uFEFF" + CALL).getBytes(StandardCharsets.UTF_8), Reason.PARSE_ERROR);
        refuses(CALL.replace("exact", "\u00e9").getBytes(StandardCharsets.ISO_8859_1), Reason.PARSE_ERROR);
    }

    @Test
    void nestingHasAnEnd() {
        String deep = "[".repeat(10_000) + "]".repeat(10_000);

        refuses(CALL.replace("{\"operator\":\"add\"}", deep).getBytes(StandardCharsets.UTF_8), Reason.PARSE_ERROR);
    }

    private void refuses(byte[] body, Reason reason) {
        assertThatThrownBy(() -> envelope.read(body))
                .isInstanceOfSatisfying(
                        CallFailure.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private Envelope.Content read(String json) {
        return envelope.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Envelope.Content content, String json) {
        Range range = content.arguments();
        return new String(json.getBytes(StandardCharsets.UTF_8), range.from(), range.length(), StandardCharsets.UTF_8);
    }
}
