package dev.mcpgateway.local.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SecretsTest {
    private static final String NAME = "GIT_GATEWAY_SECRET";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void onlyTheOwnerReadsTheFile() throws IOException {
        Secrets.of(layout());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void theNextRunHasTheSameSecretsAndAnotherFolderHasOthers() throws IOException {
        String first = Secrets.of(layout()).named(NAME);
        Layout elsewhere = new Layout(folder, Files.createDirectory(folder.resolve("other")));

        assertThat(Secrets.of(layout()).named(NAME)).isEqualTo(first).hasSizeGreaterThan(40);
        assertThat(Secrets.of(elsewhere).named(NAME)).isNotEqualTo(first);
    }

    @Test
    void saysWhatToDoWithADamagedFile() throws IOException {
        Files.writeString(file(), "nothing=here");

        assertThatThrownBy(() -> Secrets.of(layout()).named(NAME))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(NAME)
                .hasMessageContaining("delete the file");
    }

    @Test
    void cannotBePrinted() {
        Secrets secrets = Secrets.of(layout());

        assertThat(secrets.toString()).doesNotContain(secrets.named(NAME));
    }

    private Layout layout() {
        return new Layout(folder, folder);
    }

    private Path file() {
        return folder.resolve("secrets.properties");
    }
}
