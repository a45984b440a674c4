package dev.mcpgateway.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.mcpgateway.local.host.Refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RunFolderTest {
    @TempDir
    private Path folder = Path.of("");

    private final Process sleeper = sleeper();

    @AfterEach
    void endIt() {
        sleeper.destroyForcibly();
    }

    @Test
    void aSecondStackOnTheSameDataIsRefusedAndTheFirstOneNamed() {
        new RunFolder(folder).lock();

        assertThatThrownBy(() -> new RunFolder(folder).lock())
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("already runs")
                .hasMessageContaining("pid " + ProcessHandle.current().pid())
                .hasMessageContaining("./up stop");
    }

    @Test
    void endsWhatAKilledLauncherLeft() {
        RunFolder run = new RunFolder(folder);
        run.record("docs", sleeper.toHandle());

        assertThat(run.endOrphans()).containsExactly("docs");
        assertThat(sleeper.isAlive()).isFalse();
        assertThat(run.children()).isEmpty();
    }

    @Test
    void leavesAProcessAloneThatOnlyInheritedThePid() throws IOException {
        ProcessMark lastWeek = new ProcessMark(
                sleeper.pid(), ProcessMark.of(sleeper.toHandle()).started().minus(Duration.ofDays(7)));
        Files.writeString(folder.resolve("docs.pid"), lastWeek.text());

        assertThat(new RunFolder(folder).endOrphans()).isEmpty();
        assertThat(sleeper.isAlive()).isTrue();
    }

    @Test
    void aDamagedPidFileIsNobody() throws IOException {
        Files.writeString(folder.resolve("docs.pid"), "what");

        assertThat(new RunFolder(folder).children()).isEmpty();
    }

    private static Process sleeper() {
        try {
            return new ProcessBuilder("sleep", "60").start();
        } catch (IOException absent) {
            throw new IllegalStateException(absent);
        }
    }
}
