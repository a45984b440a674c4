package dev.mcpgateway.local.process;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ChildLogTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void staysWithinTwoFilesAndLosesNothingOfTheEnd() throws Exception {
        ChildLog log = new ChildLog(folder.resolve("a.log"), 100);

        drain(log, IntStream.range(0, 50).mapToObj("line %02d"::formatted).collect(Collectors.joining("\n")));

        assertThat(Files.size(folder.resolve("a.log"))).isLessThanOrEqualTo(108);
        assertThat(Files.size(log.previous())).isLessThanOrEqualTo(108);
        assertThat(folder.resolve("a.log")).content().endsWith("line 49\n");
    }

    @Test
    void keepsTheLastLinesAtHandWithoutBlankOnes() {
        ChildLog log = new ChildLog(folder.resolve("a.log"));

        drain(log, "first\n\nsecond\n");

        assertThat(log.lastLines()).containsExactly("first", "second");
    }

    @Test
    void theNextRunContinuesTheFile() {
        drain(new ChildLog(folder.resolve("a.log")), "before\n");
        drain(new ChildLog(folder.resolve("a.log")), "after\n");

        assertThat(folder.resolve("a.log")).content().isEqualTo("before\nafter\n");
    }

    private static void drain(ChildLog log, String text) {
        log.drain(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
