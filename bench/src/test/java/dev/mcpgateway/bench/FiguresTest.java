package dev.mcpgateway.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

class FiguresTest {
    @Test
    void readsCpuTimeOfProcessWithBracketsInItsName() {
        String stat = "7 (a) b (c) S 1 7 7 0 -1 4194560 100 0 0 0 250 50 9 9 20 0 30 0 5 1000 200";

        assertThat(ProcessUse.cpuSeconds(stat)).isEqualTo(3.0);
    }

    @Test
    void readsResidentMemory() {
        assertThat(ProcessUse.rssMiB("Name:\tjava\nVmHWM:\t 999 kB\nVmRSS:\t  2048 kB\n"))
                .isEqualTo(2.0);
    }

    @Test
    void countsNeitherIdleNorWaitingAsBusy() {
        String stat = "cpu  100 0 200 5000 7000 0 10 90 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n";

        assertThat(ProcessUse.machineCpuSeconds(stat)).isEqualTo(4.0);
        assertThat(ProcessUse.stolenSeconds(stat)).isEqualTo(0.9);
    }

    @Test
    void seesItsOwnProcessAtWork() {
        ProcessUse use = ProcessUse.ofTree(ProcessHandle.current());

        assertThat(use.cpuSeconds()).isPositive();
        assertThat(use.rssMiB()).isPositive();
    }

    @Test
    void takesTheMiddleAndTheEndsOfRounds() {
        assertThat(Spread.of(List.of(9.0, 1.0, 3.0))).isEqualTo(new Spread(3, 1, 9));
        assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(new Spread(3, 1, 9));
        assertThat(Spread.of(List.of()).median()).isNaN();
    }

    @Test
    void saysWhenRoundsDifferTooMuch() {
        assertThat(Spread.of(List.of(100.0, 124.0)).isWide()).isFalse();
        assertThat(Spread.of(List.of(100.0, 126.0)).isWide()).isTrue();
        assertThat(Spread.of(List.of()).isWide()).isFalse();
    }

    @Test
    void theSmokeTestTellsDearerFromCheapAndSaysWhenItCannot() {
        Smoke smoke = new Smoke(1.0);
        List<Double> bare = List.of(100.0, 200.0, 100.0);

        assertThat(smoke.holds(List.of(110.0, 240.0, 115.0), bare)).isTrue();
        assertThat(smoke.holds(List.of(130.0, 300.0, 190.0), bare)).isFalse();
        assertThatThrownBy(() -> smoke.holds(List.of(90.0, 200.0, 190.0), bare)).hasMessageContaining("no verdict");
    }

    @Test
    void findsThePaceAtWhichHalfOfTheMachineIsBusy() {
        assertThat(Pace.halfBusy(5_000, pace -> 0.1 + pace / 10_000)).isCloseTo(4_000, withinPercentage(8));
        assertThatThrownBy(() -> Pace.halfBusy(5_000, pace -> 0.9)).hasMessageContaining("no pace");
    }

    @Test
    void findsTheTimeWithinWhichAShareWasAnswered() {
        Latencies latencies = new Latencies();
        for (int i = 1; i <= 100; i++) {
            latencies.record(i * 1_000_000L);
        }

        assertThat(latencies.micros(0.50)).isCloseTo(50_000, withinPercentage(0.05));
        assertThat(latencies.micros(0.99)).isCloseTo(99_000, withinPercentage(0.05));
        assertThat(new Latencies().micros(0.5)).isZero();
    }

    @Test
    void knowsEveryTimeFromAMicrosecondToTwoMinutes() {
        for (double micros : List.of(0.0, 1.0, 4_095.0, 4_096.0, 8_191.0, 8_192.0, 1e6, 1.2e8)) {
            Latencies latencies = new Latencies();
            latencies.record((long) (micros * 1_000));

            assertThat(latencies.micros(1)).isCloseTo(micros, withinPercentage(0.05));
        }
        Latencies never = new Latencies();
        never.record(Long.MAX_VALUE);
        assertThat(never.micros(1)).isGreaterThan(120_000_000);
    }

    @Test
    void countsThePausesOfAJvmAndNoOtherLineOfItsLog() {
        GcPauses before = GcPauses.of("[0.012s][info][gc] Using G1\n");
        GcPauses after = GcPauses.of("""
                [0.012s][info][gc] Using G1
                [1.105s][info][gc] GC(0) Pause Young (Normal) (G1 Evacuation Pause) 25M->4M(512M) 3.456ms
                [2.001s][info][gc] GC(1) Concurrent Mark Cycle
                [2.010s][info][gc] GC(1) Pause Remark 30M->30M(512M) 1.500ms
                [2.030s][info][gc] GC(1) Concurrent Mark Cycle 29.001ms
                """);

        GcPauses since = after.since(before);
        assertThat(since.count()).isEqualTo(2);
        assertThat(since.millis()).isCloseTo(4.956, within(0.0001));
    }

    @Test
    void plansTheSameArrivalsInEveryRun() {
        long[] arrivals = Arrivals.at(5_000, Duration.ofSeconds(10));

        assertThat(arrivals)
                .isEqualTo(Arrivals.at(5_000, Duration.ofSeconds(10)))
                .isSorted();
        assertThat(arrivals.length).isCloseTo(50_000, withinPercentage(2));
        assertThat(arrivals[arrivals.length - 1])
                .isLessThan(Duration.ofSeconds(10).toNanos());
    }

    @Test
    void callsAndAnswersHaveTheSizesTheReportNames() {
        assertThat(Calls.body()).hasSize(416);
        assertThat(CheapUpstream.answer()).hasSize(285);
    }

    @Test
    void everyUserHasATokenOfItsOwn() {
        Calls calls = Calls.of(3, Instant.parse("2026-01-01T00:00:00Z"));

        assertThat(calls.tokens()).doesNotHaveDuplicates().hasSize(3);
        assertThat(new String(calls.requests(1, "/mcp")[2], StandardCharsets.US_ASCII))
                .startsWith("POST /mcp HTTP/1.1\r\nHost: localhost:1\r\n")
                .contains(calls.tokens().get(2))
                .endsWith("\r\n\r\n" + Calls.body());
    }

    @Test
    void refusesAnOptionItDoesNotKnow() {
        assertThatThrownBy(() -> Options.parse(List.of("--fast"), Path.of("")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--fast");
        assertThatThrownBy(() -> Options.parse(List.of("--call", "mail"), Path.of("")))
                .hasMessageContaining("mail");
        assertThatThrownBy(() -> Options.parse(List.of("--rounds", "none"), Path.of("")))
                .hasMessageContaining("--rounds");
    }

    @Test
    void whatIsGivenAfterQuickCounts() {
        Options options = Options.parse(List.of("--quick", "--rounds", "7"), Path.of(""));

        assertThat(options.rounds()).isEqualTo(7);
        assertThat(options.round()).hasSeconds(3);
    }
}
