package dev.mcpgateway.edge;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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

    @ParameterizedTest
    @MethodSource("dev.mcpgateway.edge.HostileBodies#ambiguous")
    void whatCouldBeReadTwoWaysIsRefused(String json) {
        refuses(json.getBytes(StandardCharsets.UTF_8), Reason.INVALID_REQUEST);
    }

    @ParameterizedTest
    @MethodSource("dev.mcpgateway.edge.HostileBodies#notJson")
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
    void anErrorSaysWhereAndNotWhat() {
        assertThatThrownBy(() -> read("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":s3cr3t}"))
                .hasMessageContaining("at byte")
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void theNumberOfPartsHasAnEnd() {
        String many = "{" + "\"k\":1,".repeat(120_000) + "\"k\":1}";

        refuses(CALL.replace("{\"operator\":\"add\"}", many).getBytes(StandardCharsets.UTF_8), Reason.PARSE_ERROR);
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
