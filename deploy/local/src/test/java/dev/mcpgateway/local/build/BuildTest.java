package dev.mcpgateway.local.build;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.mcpgateway.local.host.Refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BuildTest {
    @TempDir
    private Path root = Path.of("");

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void aFailedBuildEndsWithTheLastLinesOfItsLog() throws IOException {
        maven("echo '[ERROR] cannot find symbol'; exit 1");

        assertThatThrownBy(this::build)
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("The build failed")
                .hasMessageContaining("cannot find symbol");
    }

    @Test
    void oneLineForEachModule() throws IOException {
        maven(
                "echo '[INFO] Building Issuer 0.1.0-SNAPSHOT                      [2/2]'; echo '[INFO] noise'; touch tool/target/tool-app.jar");

        build();

        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("Issuer", "2 of 2")
                .doesNotContain("noise");
        assertThat(root.resolve("build.log")).content().contains("noise");
    }

    @Test
    void aModuleThatMakesNoServiceIsNamed() throws IOException {
        maven("exit 0");

        assertThatThrownBy(this::build)
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("tool/target/tool-app.jar")
                .hasMessageContaining("--only");
    }

    private void build() {
        new Build(
                        root,
                        root.resolve("build.log"),
                        new PrintStream(said, true, StandardCharsets.UTF_8),
                        InstantSource.system())
                .refresh(List.of(new AppModule(root, "tool")));
    }

    private void maven(String script) throws IOException {
        Files.createDirectories(root.resolve("tool/target"));
        Path wrapper = Files.writeString(root.resolve("mvnw"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwx------"));
    }
}
