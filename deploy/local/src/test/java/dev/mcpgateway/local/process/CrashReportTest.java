package dev.mcpgateway.local.process;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CrashReportTest {
    private static final Path LOG = Path.of("/data/logs/docs.log");

    @Test
    void namesTheChildItsExitCodeItsLastWordsAndWhatHappensNow() {
        String text = new CrashReport("docs", 1, List.of("cannot bind"), LOG).saying("The rest goes on.");

        assertThat(text)
                .contains(
                        "docs ended on its own: exit code 1.",
                        "    cannot bind",
                        "/data/logs/docs.log",
                        "The rest goes on.");
    }

    @Test
    void explainsAKill() {
        assertThat(new CrashReport("docs", 137, List.of(), LOG).saying(""))
                .contains("killed (signal 9", "It said nothing.");
    }

    @Test
    void namesAnyOtherSignal() {
        assertThat(new CrashReport("docs", 134, List.of(), LOG).saying("")).contains("signal 6");
    }
}
