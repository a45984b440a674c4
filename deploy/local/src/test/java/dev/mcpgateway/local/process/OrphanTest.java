package dev.mcpgateway.local.process;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

/** What the kernel does for us when nobody is left to stop the children. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "Elsewhere the next ./up or ./up stop ends them.")
class OrphanTest {
    @Test
    void aKilledLauncherLeavesNoChildBehind() throws Exception {
        Process launcher = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Launcher.class.getName())
                .start();
        ProcessHandle child;
        try (BufferedReader lines = launcher.inputReader()) {
            child = ProcessHandle.of(Long.parseLong(lines.readLine())).orElseThrow();

            launcher.destroyForcibly();

            assertThat(Ending.within(child, Duration.ofSeconds(20))).isTrue();
        }
    }

    static final class Launcher {
        public static void main(String[] none) throws Exception {
            List<String> command = List.of("/bin/sh", "-c", "echo $$; exec sleep 300");
            Process child = new Spawner()
                    .start(new Launch("child", Tier.BACKEND, 0, command, Map.of(), Set.of(), Path.of(""), () -> true));
            // Said by the child itself: by then the kernel knows what to do.
            System.out.println(child.inputReader().readLine());
            child.waitFor();
        }
    }
}
