package dev.mcpgateway.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HttpAnswerTest {
    private static final String SIZED = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
    private static final String CHUNKED =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n";
    private static final Expected HELLO = Expected.exactly("hello".getBytes(StandardCharsets.US_ASCII));

    private final HttpAnswer answer = new HttpAnswer();

    @Test
    void readsABodyHoweverItIsFramedAndTornApart() throws IOException {
        for (String text : List.of(SIZED, CHUNKED)) {
            for (int step = 1; step <= text.length(); step++) {
                answer.begin();
                boolean isWhole = false;
                for (int from = 0; from < text.length(); from += step) {
                    assertThat(isWhole).as("whole before its end").isFalse();
                    isWhole = take(text.substring(from, Math.min(text.length(), from + step)));
                }

                assertThat(isWhole).isTrue();
                assertThat(answer.is(HELLO))
                        .as("in steps of %d: %s", step, answer.text())
                        .isTrue();
            }
        }
    }

    @Test
    void tellsTheFirstByteOfABodyFromItsHead() throws IOException {
        answer.begin();

        take("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n");
        assertThat(answer.hasBegun()).isFalse();
        take("h");
        assertThat(answer.hasBegun()).isTrue();
    }

    @Test
    void anAnswerWithoutABodyIsWholeWithItsHead() throws IOException {
        answer.begin();

        assertThat(take("HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n")).isTrue();
        assertThat(answer.is(Expected.exactly(new byte[0]))).isTrue();
    }

    @Test
    void refusesWhatIsNoSingleAnswer() {
        for (String text :
                List.of(SIZED + "!", CHUNKED + "!", "HTTP/1.1 200 OK\r\n\r\n", SIZED.replace("5", "99999"))) {
            answer.begin();
            assertThatThrownBy(() -> {
                        if (!take(text)) {
                            take("x".repeat(20_000));
                        }
                    })
                    .as(text)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void takesNeitherMoreNorLessThanWasExpected() throws IOException {
        answer.begin();
        take(SIZED);

        assertThat(answer.is(Expected.beginning("hel"))).isTrue();
        assertThat(answer.is(Expected.beginning("hello!"))).isFalse();
        assertThat(answer.is(Expected.exactly("hell".getBytes(StandardCharsets.US_ASCII))))
                .isFalse();
        assertThat(answer.is(Expected.exactly("hellO".getBytes(StandardCharsets.US_ASCII))))
                .isFalse();
    }

    private boolean take(String text) throws IOException {
        return answer.take(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
