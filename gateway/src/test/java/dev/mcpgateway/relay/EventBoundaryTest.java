package dev.mcpgateway.relay;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.netty.buffer.ByteBuf;
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

    /** Whatever arrives together: lines are searched through, and the search must see what single bytes show. */
    @Test
    void howTheBytesCameMakesNoDifference() {
        Random random = new Random(20261121);
        String alphabet = "\r\n\n:id adt";
        for (int round = 0; round < 2_000; round++) {
            String text = random.ints(random.nextInt(60), 0, alphabet.length())
                    .mapToObj(i -> alphabet.substring(i, i + 1))
                    .collect(Collectors.joining());
            byte[] stream = text.replace("d", "data:").getBytes(StandardCharsets.UTF_8);
            Heard heard = new Heard();
            Heard otherHeard = new Heard();
            EventBoundary one = new EventBoundary(heard);
            EventBoundary other = new EventBoundary(otherHeard);
            int from = 0;
            while (from < stream.length) {
                int to = from + 1 + random.nextInt(stream.length - from);
                one.see(Unpooled.wrappedBuffer(stream, from, to - from));
                for (; from < to; from++) {
                    other.see(Unpooled.wrappedBuffer(stream, from, 1));
                }

                assertThat(one.isHere()).isEqualTo(other.isHere());
                assertThat(one.carriedId()).isEqualTo(other.carriedId());
                assertThat(heard.text).hasToString(otherHeard.text.toString());
            }
        }
    }

    /** The data, and a bar at the end of each event. */
    private static final class Heard implements EventBoundary.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public void data(ByteBuf bytes, int from, int to) {
            text.append(bytes.toString(from, to - from, StandardCharsets.UTF_8));
        }

        @Override
        public void ended() {
            text.append('|');
        }
    }

    private static EventBoundary after(String stream) {
        EventBoundary boundary = new EventBoundary();
        for (byte b : stream.getBytes(StandardCharsets.UTF_8)) {
            boundary.see(Unpooled.wrappedBuffer(new byte[] {b}));
        }
        return boundary;
    }
}
