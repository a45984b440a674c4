package dev.mcpgateway.relay;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.netty.buffer.Unpooled;

import dev.mcpgateway.call.Facts;

import static org.assertj.core.api.Assertions.assertThat;

class StreamScanTest {
    private static final String PROGRESS =
            "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"error\":1}}~~";

    /** {@code ~} stands for a line end. */
    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "RESULT     | 1 | data: {\"id\":1,\"result\":{}}~~",
                "TOOL_ERROR | 1 | event: message~data: {\"id\":1,\"result\":{\"content\":[],\"isError\":true}}~~",
                "TOOL_ERROR | 1 | id: {\"~data:{\"result\":{\"isError\" : true}}~~",
                "TOOL_ERROR | 1 | data: {\"result\":~data: {\"isError\":~data: true}}~~",
                "RPC_ERROR  | 1 | data: {\"id\":1,\"error\":{\"code\":1}}~~",
                // What is no answer says nothing of the answer, whenever it comes.
                "TOOL_ERROR | 2 | data: {\"result\":{\"isError\":true}}~~: still here~~",
                "TOOL_ERROR | 2 | data: {\"result\":{\"isError\":true}}~~data: {\"method\":\"m\",\"params\":{}}~~",
                "RESULT     | 1 | data: {\"params\":{\"result\":{\"isError\":true}}}~~",
                "RESULT     | 1 | datum: {\"result\":{\"isError\":true}}~~",
                // Of an event that broke off nothing is believed.
                "RESULT     | 0 | data: {\"result\":{\"isError\":true}}~",
            })
    void theAnswerAmongTheEventsIsHeard(String says, int events, String stream) {
        for (String lineEnd : new String[] {"\n", "\r\n", "\r"}) {
            String bytes = (PROGRESS + stream.strip()).replace("~", lineEnd);
            for (int size : new int[] {1, 7, bytes.length()}) {
                Facts facts = inPiecesOf(size, bytes);

                assertThat(facts.says()).as("in pieces of %d", size).hasToString(says);
                assertThat(facts.events()).isEqualTo(events + 1);
            }
        }
    }

    @Test
    void aVeryLongMessageIsFollowedOnlySoFar() {
        String filler = "x".repeat(AnswerScan.FURTHEST);

        assertThat(inPiecesOf(60_000, "data: {\"result\":{\"text\":\"" + filler + "\",\"isError\":true}}\n\n")
                        .says())
                .hasToString("RESULT");
        assertThat(inPiecesOf(60_000, "data: {\"result\":{\"isError\":true,\"text\":\"" + filler + "\"}}\n\n")
                        .says())
                .hasToString("TOOL_ERROR");
    }

    private static Facts inPiecesOf(int size, String stream) {
        Facts facts = new Facts("POST");
        StreamScan scan = new StreamScan(facts);
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < bytes.length; from += size) {
            scan.see(Unpooled.wrappedBuffer(bytes, from, Math.min(size, bytes.length - from)));
        }
        return facts;
    }
}
