package dev.mcpgateway.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class EventReaderTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: 1\n\ndata: 2\ndata: 3\n\n",
                "data: 1\r\n\r\ndata: 2\r\ndata: 3\r\n\r\n",
                "data: 1\r\rdata: 2\rdata: 3\r\r",
                ": c\n\nevent: message\nid: 7\ndata: 1\n\nretry: 5\n\n\ndata: 2\ndata: 3\n\ndata: 4"
            })
    void theDataOfEachEventIsPutTogetherHoweverItCame(String stream) {
        assertThat(inPiecesOf(1, stream, 100)).containsExactly(" 1\n", " 2\n 3\n");
        assertThat(inPiecesOf(7, stream, 100)).containsExactly(" 1\n", " 2\n 3\n");
        assertThat(inPiecesOf(1_000, stream, 100)).containsExactly(" 1\n", " 2\n 3\n");
    }

    @ParameterizedTest
    @CsvSource({"10, 1", "20, 2"})
    void anEventLargerThanItMayHoldIsLeftOutAndTheNextIsNot(int largest, int events) {
        String stream = "data:123456789\n\ndata:1\n\n";

        List<String> read = inPiecesOf(3, stream, largest);

        assertThat(read).hasSize(events).endsWith("1\n");
    }

    @Test
    void aLongCommentBeforeAnEventIsNoPartOfIt() {
        assertThat(inPiecesOf(5, ":" + " ".repeat(500) + "\n\ndata:1\n\n", 10)).containsExactly("1\n");
    }

    private static List<String> inPiecesOf(int size, String stream, int largest) {
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        EventReader reader = new EventReader(largest);
        List<String> events = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += size) {
            events.addAll(reader.next(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size))));
        }
        return events;
    }
}
