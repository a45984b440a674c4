package dev.mcpgateway.relay;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.netty.buffer.Unpooled;

import static org.assertj.core.api.Assertions.assertThat;

class EventBoundaryTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"", "\n", "data: 1\n\n", "data: 1\r\n\r\n", "data: 1\r\r", ": c\n\ndata: 1\n\n", "data: 1\n\n\n"
            })
    void betweenTwoEventsSomethingMayBePutIn(String stream) {
        assertThat(after(stream).isHere()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"d", "data: 1", "data: 1\n", "data: 1\r\n", ": c\n", "data: 1\n\n:", "data: 1\n\nid: 5\n"})
    void insideAnEventNothingMay(String stream) {
        assertThat(after(stream).isHere()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"id: 1\n\n", "data: 1\nid:\n\n", "data: 1\r\n\r\nid: 5\r\n\r\n", "data: 1\rid: 2\r\r"})
    void anIdIsSeenAtTheStartOfALine(String stream) {
        assertThat(after(stream).carriedId()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: id: 1\n\n",
                "idx: 1\n\n",
                ": id: 1\n\n",
                " id: 1\n\n",
                "ID: 1\n\n",
                "id 1\n\n",
                "iid: 1\n\n"
            })
    void nothingElseIsAnId(String stream) {
        assertThat(after(stream).carriedId()).isFalse();
    }

    private static EventBoundary after(String stream) {
        EventBoundary boundary = new EventBoundary();
        for (byte b : stream.getBytes(StandardCharsets.UTF_8)) {
            boundary.see(Unpooled.wrappedBuffer(new byte[] {b}));
        }
        return boundary;
    }
}
