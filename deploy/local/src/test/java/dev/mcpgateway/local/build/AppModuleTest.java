package dev.mcpgateway.local.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class AppModuleTest {
    private final Instant built = Instant.now();

    @TempDir
    private Path root = Path.of("");

    private AppModule module = new AppModule(root, "");

    @BeforeEach
    void aBuiltTree() throws IOException {
        module = new AppModule(root, "deploy/issuer");
        for (String source :
                new String[] {"pom.xml", "deploy/issuer/pom.xml", "deploy/issuer/src/main/A.java", "mcp/src/main/B.java"
                }) {
            write(source, built.minusSeconds(10));
        }
        setTime(root.resolve("deploy/issuer/src/main"), built.minusSeconds(10));
        setTime(root.resolve("mcp/src/main"), built.minusSeconds(10));
        write("deploy/issuer/target/issuer-app.jar", built);
    }

    @Test
    void isCurrentWhenNothingChanged() {
        assertThat(module.isStale()).isFalse();
    }

    @Test
    void isStaleWithoutAJar() throws IOException {
        Files.delete(module.jar());

        assertThat(module.isStale()).isTrue();
    }

    @Test
    void isStaleAfterAChangeInItsSources() throws IOException {
        write("deploy/issuer/src/main/A.java", built.plusSeconds(3600));

        assertThat(module.isStale()).isTrue();
    }

    @Test
    void isStaleAfterAChangeInTheKit() throws IOException {
        write("mcp/src/main/B.java", built.plusSeconds(3600));

        assertThat(module.isStale()).isTrue();
    }

    @Test
    void isStaleAfterASourceWasDeleted() throws IOException {
        Files.delete(root.resolve("deploy/issuer/src/main/A.java"));
        // Within one tick of the file system's clock otherwise.
        setTime(root.resolve("deploy/issuer/src/main"), built.plusSeconds(3600));

        assertThat(module.isStale()).isTrue();
    }

    @Test
    void isStaleAfterAnEditDuringTheBuild() throws IOException {
        write("deploy/issuer/src/main/A.java", built.minusSeconds(3));

        module.builtAt(FileTime.from(built.minusSeconds(5)));

        assertThat(module.isStale()).isTrue();
    }

    @Test
    void isCurrentThoughAReproducibleBuildDatesItsJarBack() throws IOException {
        setTime(module.jar(), built.minusSeconds(100_000));

        assertThat(module.isStale()).isFalse();
    }

    private void write(String name, Instant when) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.resolve("..").normalize());
        Files.writeString(file, "");
        setTime(file, when);
    }

    private static void setTime(Path file, Instant when) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(when));
    }
}
