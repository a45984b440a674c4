package dev.mcpgateway.relay;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.netty.buffer.Unpooled;

import static org.assertj.core.api.Assertions.assertThat;

class AnswerScanTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "RESULT     | {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[]}}",
                "RESULT     | {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[],\"isError\":false}}",
                "TOOL_ERROR | {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[{\"text\":\"}\"}],\"isError\": true}}",
                "TOOL_ERROR | {\"result\" : { \"isError\" : true }, \"id\":1}",
                "RPC_ERROR  | {\"jsonrpc\":\"2.0\",\"id\":\"error\",\"error\":{\"code\":-32602}}",
                "RESULT     | {\"result\":{\"structuredContent\":{\"isError\":true,\"error\":1}}}",
                "RESULT     | {\"result\":{\"content\":[{\"text\":\"\\\"isError\\\":true\"}]}}",
                "RESULT     | {\"id\":\"error\",\"result\":{\"text\":\"isError\"}}",
                "RESULT     | {\"result\":{\"isError\"",
                "RESULT     | no JSON at all \\",
            })
    void saysWhatTheKeysSay(String says, String json) {
        assertThat(AnswerScan.of(Unpooled.copiedBuffer(json, StandardCharsets.UTF_8)))
                .hasToString(says);
    }
}
