package dev.mcpgateway.bench.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.mcpgateway.bench.Latencies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StreamFiguresTest {
    private final Tally tally = new Tally();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 100_000})
    void readsAStreamInPiecesOfAnySize(int size) throws IOException {
        ByteBuffer answer = stream(1, 2, 3);
        Events.result(answer, 3);

        AnswerReader reader = read(answer.flip(), size);

        assertThat(reader.isOver()).isTrue();
        assertThat(tally.sum().isFaultless()).isTrue();
        assertThat(tally.sum().delivered()).isEqualTo(3);
    }

    @Test
    void readsAnEventThatSomebodyCutIntoOtherChunks() throws IOException {
        ByteBuffer event = ByteBuffer.allocate(1_000);
        Events.progress(event, 1, 5, 0);
        String text = StandardCharsets.US_ASCII.decode(event.flip()).toString();
        String data = text.substring(text.indexOf("\r\n") + 2, text.length() - 2);
        String cut = "14\r\n" + data.substring(0, 20) + "\r\n" + Integer.toHexString(data.length() - 20) + "\r\n"
                + data.substring(20) + "\r\n";
        ByteBuffer answer = ByteBuffer.allocate(2_000).put(Events.HEAD).put(cut.getBytes(StandardCharsets.US_ASCII));

        read(answer.flip(), 1_000);

        assertThat(tally.sum().delivered()).isEqualTo(1);
    }

    @Test
    void noticesAnEventThatIsMissing() throws IOException {
        read(stream(1, 2, 5).flip(), 1_000);

        assertThat(tally.sum().lost()).isEqualTo(2);
        assertThat(tally.sum().firstProblem()).contains("events from 3 to 4 did not come");
    }

    @Test
    void noticesThatTheLastOnesAreMissing() throws IOException {
        ByteBuffer answer = stream(1);
        Events.result(answer, 3);

        read(answer.flip(), 1_000);

        assertThat(tally.sum().lost()).isEqualTo(2);
    }

    @Test
    void noticesAnEventThatCameTwiceOrLate() throws IOException {
        read(stream(1, 1, 3, 2).flip(), 1_000);

        assertThat(tally.sum().doubled()).isEqualTo(2);
        assertThat(tally.sum().lost()).isEqualTo(1);
    }

    @Test
    void aStreamThatEndsWithoutAResultHasNotEndedWell() {
        ByteBuffer answer = stream(1).put("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

        assertThatThrownBy(() -> read(answer.flip(), 1_000)).hasMessageContaining("without a result");
    }

    @Test
    void showsWhatCameInPlaceOfAStream() {
        ByteBuffer refusal = StandardCharsets.US_ASCII.encode(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");

        assertThatThrownBy(() -> read(refusal, 1_000)).hasMessage("no stream, but: {}");
    }

    @Test
    void measuresHowLongAnEventWasOnItsWay() throws IOException {
        Latencies delays = tally.timed();
        ByteBuffer answer = ByteBuffer.allocate(1_000).put(Events.HEAD);
        Events.progress(answer, 1, System.nanoTime() - 3_000_000, 10);

        read(answer.flip(), 1_000);

        assertThat(delays.total()).isEqualTo(1);
        assertThat(delays.micros(0.5)).isGreaterThanOrEqualTo(3_000);
    }

    @Test
    void everybodyHasATurnOnceASecondAndHardlyTwoAtATime() {
        Schedule<Integer> schedule = new Schedule<>(0);
        for (int i = 0; i < Schedule.SLOTS; i++) {
            schedule.add(i);
        }
        List<Integer> turns = new ArrayList<>();
        Set<Long> moments = new HashSet<>();

        for (long millis = 0; millis < 2 * Schedule.SLOTS; millis++) {
            long now = millis;
            schedule.upTo(millis * 1_000_000, who -> {
                moments.add(now);
                return turns.add(who);
            });
        }

        assertThat(turns).hasSize(2 * Schedule.SLOTS);
        assertThat(new HashSet<>(turns)).hasSize(Schedule.SLOTS);
        assertThat(moments).hasSize(2 * Schedule.SLOTS);
    }

    @Test
    void whoSaysNoHasNoOtherTurn() {
        Schedule<String> schedule = new Schedule<>(0);
        schedule.add("once");
        List<String> turns = new ArrayList<>();

        schedule.upTo(5_000_000_000L, who -> !turns.add(who));

        assertThat(turns).containsExactly("once");
    }

    @Test
    void readsTheLiveHeapFromTheLastLineOfAHistogram() {
        assertThat(Footprint.heapBytes(List.of(" 1:  5  80  [B", "Total          1234         567890")))
                .isEqualTo(567_890);
        assertThatThrownBy(() -> Footprint.heapBytes(List.of("No such process")))
                .hasMessageContaining("No such process");
    }

    @Test
    void readsHowManyFilesMayBeOpen() {
        String limits = "Limit  Soft Limit  Hard Limit  Units\nMax open files   1024     20000    files\n";

        assertThat(OpenFiles.hardLimit(limits)).isEqualTo(20_000);
        assertThat(OpenFiles.hardLimit("Max open files   1024     unlimited    files"))
                .isEqualTo(Long.MAX_VALUE);
    }

    private AnswerReader read(ByteBuffer answer, int size) throws IOException {
        AnswerReader reader = new AnswerReader(tally.stream());
        while (answer.hasRemaining()) {
            int length = Math.min(size, answer.remaining());
            reader.read(answer.slice(answer.position(), length));
            answer.position(answer.position() + length);
        }
        return reader;
    }

    private static ByteBuffer stream(long... numbers) {
        ByteBuffer answer = ByteBuffer.allocate(10_000).put(Events.HEAD);
        for (long number : numbers) {
            Events.progress(answer, number, System.nanoTime(), 0);
        }
        return answer;
    }
}
