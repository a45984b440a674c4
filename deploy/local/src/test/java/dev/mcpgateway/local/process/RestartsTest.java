package dev.mcpgateway.local.process;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RestartsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final Restarts restarts = new Restarts();

    @Test
    void eachWaitIsTwiceTheLast() {
        assertThat(IntStream.range(0, 5).mapToObj(n -> restarts.next(NOW).orElseThrow()))
                .containsExactly(
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(8));
    }

    @Test
    void theSixthCrashWithinAMinuteIsTheLast() {
        IntStream.range(0, 5)
                .forEach(n -> assertThat(restarts.next(NOW.plusSeconds(n))).isPresent());

        assertThat(restarts.next(NOW.plusSeconds(59))).isEmpty();
    }

    @Test
    void aQuietMinuteForgives() {
        IntStream.range(0, 5).forEach(n -> assertThat(restarts.next(NOW)).isPresent());

        assertThat(restarts.next(NOW.plusSeconds(60))).contains(Duration.ofMillis(500));
    }
}
