package dev.mcpgateway.local;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.mcpgateway.local.host.Layout;

import static org.assertj.core.api.Assertions.assertThat;

class DetachedTest {
    private static final Layout LAYOUT = new Layout(Path.of("."), Path.of(".data"));

    @AfterEach
    void backInTheTerminal() {
        System.clearProperty("up.detached");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--detach", "--detach=true"})
    void theLauncherInTheBackgroundStartsNoOther(String option) {
        Up up = new Up();
        Up.commandLine(up).parseArgs(option);
        assertThat(up.leavesTheTerminal()).isTrue();

        assertThat(Detached.command(LAYOUT, List.of(option))).contains("-Dup.detached=true");
        System.setProperty("up.detached", "true");

        assertThat(up.leavesTheTerminal()).isFalse();
    }

    @Test
    void whatWasSaidIsSaidAgain() {
        List<String> words = List.of("--port", "8200", "@more-options", "--detach");

        List<String> command = Detached.command(LAYOUT, words);

        assertThat(command).endsWith(words.toArray(String[]::new));
        assertThat(command.indexOf("-Dup.detached=true")).isLessThan(command.indexOf("-jar"));
    }
}
