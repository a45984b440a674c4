package dev.mcpgateway.local.build;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SignedJarsTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void takesTheSignatureAndLeavesTheRest() throws IOException {
        Path jar = folder.resolve("signed.jar");
        try (FileSystem inside = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
            Files.createDirectory(inside.getPath("META-INF"));
            for (String name :
                    new String[] {"META-INF/ECLIPSE.SF", "META-INF/ECLIPSE.RSA", "META-INF/MANIFEST.MF", "A.class"}) {
                Files.createFile(inside.getPath(name));
            }
        }

        SignedJars.unsign(folder);

        try (FileSystem inside = FileSystems.newFileSystem(jar)) {
            assertThat(inside.getPath("META-INF/ECLIPSE.SF")).doesNotExist();
            assertThat(inside.getPath("META-INF/ECLIPSE.RSA")).doesNotExist();
            assertThat(inside.getPath("META-INF/MANIFEST.MF")).exists();
            assertThat(inside.getPath("A.class")).exists();
        }
    }
}
