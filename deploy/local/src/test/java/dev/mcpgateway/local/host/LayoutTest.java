package dev.mcpgateway.local.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LayoutTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void refusesADataFolderThatIsAFile() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> new Layout(folder, file).prepared())
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("is not a folder")
                .hasMessageContaining("--data");
    }

    @Test
    void refusesADataFolderThatCannotBeMade() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> new Layout(folder, file.resolve("below")).prepared())
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("cannot be made")
                .hasMessageContaining("--data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"my \"data\"", "$data", "data`s"})
    void refusesADataFolderThatPostgresCannotStartIn(String name) {
        Path data = folder.resolve(name);

        assertThatThrownBy(() -> new Layout(folder, data).prepared())
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("Postgres")
                .hasMessageContaining("--data");
        assertThat(data).doesNotExist();
    }

    @Test
    void refusesADiskThatIsNearlyFull() {
        assertThatThrownBy(() -> new Layout(folder, folder).requireSpace(Long.MAX_VALUE))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("MiB are free")
                .hasMessageContaining("--data");
    }

    @Test
    void makesWhatIsMissing() {
        Layout layout = new Layout(folder, folder.resolve("deep/somebody's data, again")).prepared();

        assertThat(layout.logs()).isDirectory();
        assertThat(layout.run()).isDirectory();
    }
}
