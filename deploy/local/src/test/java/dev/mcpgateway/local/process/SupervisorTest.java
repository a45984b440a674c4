package dev.mcpgateway.local.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.mcpgateway.local.host.Refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class SupervisorTest {
    private static final Set<Tier> ALL = EnumSet.allOf(Tier.class);

    @TempDir
    private Path folder = Path.of("");

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private Supervisor supervisor = supervisor(Duration.ofSeconds(30));

    @AfterEach
    void endAll() {
        supervisor.stop();
    }

    private Supervisor supervisor(Duration patience) {
        return new Supervisor(
                new RunFolder(folder),
                new Spawner(),
                new PrintStream(said, true, StandardCharsets.UTF_8),
                InstantSource.system(),
                patience,
                () -> new Restarts(Duration.ofMillis(1)));
    }

    @Test
    void aChildThatEndsBeforeItIsReadyFailsTheStartWithItsLastWords() {
        supervisor = supervisor(Duration.ofSeconds(30));
        supervisor.launch(List.of(launch("docs", Tier.BACKEND, "echo no such font; exit 7", () -> false)));

        assertThatThrownBy(() -> supervisor.awaitReady(ALL))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("docs ended on its own: exit code 7")
                .hasMessageContaining("no such font");
    }

    @Test
    void aChildThatIsNeverReadyFailsTheStartInTime() {
        supervisor = supervisor(Duration.ofMillis(200));
        supervisor.launch(List.of(launch("docs", Tier.BACKEND, "exec sleep 60", () -> false)));

        assertThatThrownBy(() -> supervisor.awaitReady(ALL))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("docs was not ready");
    }

    @Test
    void aProgramThatIsNotThereIsOneSentence() {
        supervisor = supervisor(Duration.ofSeconds(30));
        Launch absent = new Launch(
                "docs", Tier.BACKEND, 0, List.of("/no/such/program"), Map.of(), Set.of(), log("docs"), () -> false);
        supervisor.launch(List.of(absent));

        assertThatThrownBy(() -> supervisor.awaitReady(ALL))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("docs ended on its own")
                .hasMessageContaining("/no/such/program");
    }

    @Test
    void aToolThatKeepsCrashingComesBackFiveTimesThenTheStackStops() throws IOException {
        supervisor = supervisor(Duration.ofSeconds(30));
        supervisor.launch(List.of(launch("docs", Tier.BACKEND, "echo x >> starts; exit 1", () -> false)));

        supervisor.watch();

        assertThat(Files.readAllLines(folder.resolve("starts"))).hasSize(6);
        assertThat(said()).contains("(1 of at most 5 times in a minute)", "5 times within a minute: the stack stops");
    }

    @Test
    void aStoreThatEndsStopsTheStackAtOnce() {
        supervisor = supervisor(Duration.ofSeconds(30));
        supervisor.launch(List.of(launch("postgres", Tier.STORE, "exit 3", () -> false)));

        supervisor.watch();

        assertThat(said()).contains("postgres ended on its own: exit code 3", "Nothing works without it");
    }

    @Test
    void stopsGatewaysBeforeToolsAndStoresLast() throws IOException {
        supervisor = supervisor(Duration.ofSeconds(30));
        supervisor.launch(List.of(
                recorder("postgres", Tier.STORE), recorder("docs", Tier.BACKEND), recorder("gateway", Tier.GATEWAY)));
        supervisor.awaitReady(ALL);

        supervisor.stop();

        assertThat(Files.readAllLines(folder.resolve("ends"))).containsExactly("gateway", "docs", "postgres");
    }

    @Test
    void stopsOnlyItsOwn() throws IOException {
        Process bystander = new ProcessBuilder("sleep", "60").start();
        supervisor = supervisor(Duration.ofSeconds(30));
        supervisor.launch(List.of(launch("docs", Tier.BACKEND, "exec sleep 60", () -> true)));
        RunFolder run = new RunFolder(folder);
        assertThat(run.children()).containsOnlyKeys("docs");

        supervisor.stop();

        assertThat(run.children()).isEmpty();
        assertThat(bystander.isAlive()).isTrue();
        bystander.destroyForcibly();
    }

    @Test
    void aChildSeesItsOwnSettingsAndNotThoseOfTheShell() throws IOException {
        supervisor = supervisor(Duration.ofSeconds(30));
        supervisor.launch(List.of(new Launch(
                "docs",
                Tier.BACKEND,
                0,
                List.of("/bin/sh", "-c", "echo port=$PORT home=$HOME > " + folder.resolve("seen") + "; exec sleep 60"),
                Map.of("PORT", "8092"),
                Set.of("HOME"),
                log("docs"),
                () -> Files.exists(folder.resolve("seen")))));
        supervisor.awaitReady(ALL);

        assertThat(folder.resolve("seen")).content().startsWith("port=8092 home=");
        assertThat(folder.resolve("seen")).content().doesNotContain(System.getProperty("user.home"));
    }

    private Launch recorder(String name, Tier tier) {
        Path up = folder.resolve(name + ".up");
        String script = "trap 'echo %s >> %s/ends; exit 0' TERM; touch %s; while true; do sleep 0.05; done"
                .formatted(name, folder, up);
        return launch(name, tier, script, () -> Files.exists(up));
    }

    private Launch launch(String name, Tier tier, String script, Launch.Readiness ready) {
        return new Launch(
                name,
                tier,
                0,
                List.of("/bin/sh", "-c", "cd " + folder + "; " + script),
                Map.of(),
                Set.of(),
                log(name),
                ready);
    }

    private Path log(String name) {
        return folder.resolve(name + ".log");
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
