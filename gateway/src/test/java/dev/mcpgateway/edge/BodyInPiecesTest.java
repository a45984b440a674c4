package dev.mcpgateway.edge;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import reactor.core.publisher.Flux;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** However the network cuts a body, it is read the same. */
class BodyInPiecesTest {
    private static final String GOOD = "{\"jsonrpc\":\"2.0\",\"id\":\"größe\",\"method\":\"tools/call\",\"params\":"
            + "{\"name\":\"計算\",\"arguments\":{\"a\":[1,{\"name\":\"x\"}]},\"_meta\":{\"progressToken\":1}}}";

    private final Envelope envelope = new Envelope();

    static Stream<String> bodies() {
        return Stream.concat(Stream.of(GOOD), HostileBodies.all().filter(body -> !body.isEmpty()));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aBodyIsReadTheSameWhereverItIsCut(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String whole = verdict(bytes);

        for (int cut = 0; cut <= bytes.length; cut++) {
            ByteBuf first = pooled(Arrays.copyOf(bytes, cut));
            ByteBuf second = pooled(Arrays.copyOfRange(bytes, cut, bytes.length));

            byte[] joined = read(Flux.just(first, second), 10_000);

            assertThat(verdict(joined)).isEqualTo(whole);
            assertThat(first.refCnt() + second.refCnt()).isZero();
        }
    }

    @Test
    void aBodyOverTheLimitIsRefused() {
        ByteBuf first = Unpooled.wrappedBuffer(new byte[600]);
        ByteBuf second = Unpooled.wrappedBuffer(new byte[600]);

        assertThatThrownBy(() -> read(Flux.just(first, second), 1_000))
                .isInstanceOfSatisfying(
                        CallFailure.class, e -> assertThat(e.reason()).isEqualTo(Reason.PAYLOAD_TOO_LARGE));
    }

    private static byte[] read(Flux<ByteBuf> pieces, int largest) {
        Flux<ByteBuf> released = pieces.concatMap(piece -> Flux.using(() -> piece, Flux::just, ByteBuf::release));
        return WholeBody.of(released, largest).blockOptional().orElseThrow();
    }

    private static ByteBuf pooled(byte[] bytes) {
        return ByteBufAllocator.DEFAULT.buffer(Math.max(1, bytes.length)).writeBytes(bytes);
    }

    /** What became of a body, in words that can be compared. */
    private String verdict(byte[] body) {
        try {
            return envelope.read(body).toString();
        } catch (CallFailure e) {
            return e.reason() + ": " + e.message();
        }
    }
}
