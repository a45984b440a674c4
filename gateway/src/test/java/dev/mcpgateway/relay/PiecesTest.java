package dev.mcpgateway.relay;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import reactor.core.publisher.Mono;

import dev.mcpgateway.call.CallFailure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PiecesTest {
    /** However a stream is cut on its way, the same events come out. */
    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void eventsAreFoundWhereverTheNetworkCutsThem(String end) {
        List<String> events = Stream.of(
                        ": hello||", "id: 1|event: x|data: {\"a\":1}||", "data:2|data: 3||", "retry: 5||")
                .map(event -> event.replace("|", end))
                .toList();
        byte[] stream = String.join("", events).getBytes(StandardCharsets.UTF_8);

        for (int cut = 0; cut <= stream.length; cut++) {
            Pieces pieces = Pieces.ofEvents(new Wanting(100, true));
            String joined = text(pieces.next(Arrays.copyOf(stream, cut)))
                    + text(pieces.next(Arrays.copyOfRange(stream, cut, stream.length)))
                    + text(pieces.end());

            // A CRLF that is torn apart leaves its second half as a piece of its own, an empty line without an event.
            assertThat(joined.replace("][\n]", "\n]")).isEqualTo(wrapped(events));
        }
    }

    @Test
    void anEventThatNeverEndsIsNone() {
        Pieces pieces = Pieces.ofEvents(new Wanting(100, true));

        assertThat(text(pieces.next("data: 1\n\ndata: 2\n".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("[data: 1\n\n]");
        assertThat(pieces.end()).isEmpty();
    }

    @Test
    void whatMustBeSeenFailsWhereItIsTooLarge() {
        Pieces pieces = Pieces.ofOneMessage(new Wanting(3, true));

        assertThatThrownBy(() -> pieces.next("{ }  ".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(CallFailure.class)
                .hasMessageContaining("larger than 3 bytes");
    }

    @Test
    void whatNeedNotBeSeenPassesWhereItIsTooLargeAndTheNextEventIsSeenAgain() {
        Pieces pieces = Pieces.ofEvents(new Wanting(12, false));

        String out = text(pieces.next("data: 123456".getBytes(StandardCharsets.UTF_8)))
                + text(pieces.next("789".getBytes(StandardCharsets.UTF_8)))
                + text(pieces.next("0\n\ndata: 1\n\n".getBytes(StandardCharsets.UTF_8)));

        assertThat(out).isEqualTo("data: 1234567890\n\n[data: 1\n\n]");
    }

    /** However it is cut on its way: only the list is held back to be cut, by the bytes of its data and no others. */
    @Test
    void whereOnlyListsAreMeantAllElseIsNoneOfTheEditsBusiness() {
        String stream = """
                id: {"result":{"tools":[

                data: {"method":"m","params":{"tools":[]}}

                data: {"result":{
                data: "tools":[]}}

                data: {"result":{"content":[]}}

                """;
        String list = "data: {\"result\":{\ndata: \"tools\":[]}}\n\n";

        for (int cut = 0; cut <= stream.length(); cut++) {
            Pieces pieces = Pieces.ofEvents(new WantingLists(100));

            assertThat(text(pieces.next(bytes(stream.substring(0, cut))))
                            + text(pieces.next(bytes(stream.substring(cut)))))
                    .isEqualTo(stream.replace(list, "[" + list + "]"));
        }
    }

    @Test
    void whereOnlyListsAreMeantAnythingElseMayBeOfAnySize() {
        Pieces pieces = Pieces.ofEvents(new WantingLists(12));

        assertThat(text(pieces.next(bytes("data: {\"result\":{\"content\":["))))
                .isEqualTo("data: {\"result\":{\"content\":[");
        assertThat(text(pieces.next(bytes("]}}\n\n")))).isEqualTo("]}}\n\n");
    }

    /** Also where it shows itself as a list only after so much has passed: its items come after that. */
    @Test
    void aListThatIsTooLargeToBeCutFailsBeforeItsFirstItem() {
        Pieces pieces = Pieces.ofEvents(new WantingLists(12));

        pieces.next(bytes("data: {\"result\":{\"_meta\":{},"));

        assertThatThrownBy(() -> pieces.next(bytes("\"tools\":[")))
                .isInstanceOf(CallFailure.class)
                .hasMessageContaining("larger than 12 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: {\"a\":1}\n\n", "id: 7\ndata:{\"a\":\ndata: 1}\nevent: message\n\n", "data\r\n\r\n"})
    void anEventWhoseDataStaysTheSameStaysTheSame(String raw) {
        Event event = new Event(raw.getBytes(StandardCharsets.UTF_8));

        assertThat(new String(event.with(event.data()), StandardCharsets.UTF_8)).isEqualTo(raw);
    }

    @Test
    void otherDataTakesThePlaceOfTheFirstDataLine() {
        Event event = new Event(
                "id: 7\r\ndata:{\"a\":\r\ndata: 1}\r\nevent: message\r\n\r\n".getBytes(StandardCharsets.UTF_8));

        assertThat(new String(event.data(), StandardCharsets.UTF_8)).isEqualTo("{\"a\":\n1}");
        assertThat(new String(event.with("{\n}".getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8))
                .isEqualTo("id: 7\r\ndata: {\ndata: }\r\nevent: message\r\n\r\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String wrapped(List<String> events) {
        StringBuilder all = new StringBuilder();
        events.forEach(event -> all.append('[').append(event).append(']'));
        return all.toString();
    }

    private static String text(List<Piece> pieces) {
        StringBuilder all = new StringBuilder();
        for (Piece piece : pieces) {
            String text = new String(piece.bytes(), StandardCharsets.UTF_8);
            all.append(piece.isWhole() ? "[" + text + "]" : text);
        }
        return all.toString();
    }

    private record Wanting(int largest, boolean isOwedToEveryMessage) implements Edit {
        @Override
        public Mono<byte[]> apply(byte[] message) {
            return Mono.just(message);
        }
    }

    private record WantingLists(int largest) implements Edit {
        @Override
        public Mono<byte[]> apply(byte[] message) {
            return Mono.just(message);
        }

        @Override
        public boolean isOwedToEveryMessage() {
            return true;
        }

        @Override
        public Optional<ListScan> scan() {
            return Optional.of(new ListScan(Set.of("tools")));
        }
    }
}
