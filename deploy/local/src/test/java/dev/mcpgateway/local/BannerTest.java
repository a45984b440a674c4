package dev.mcpgateway.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.mcpgateway.local.host.Layout;
import dev.mcpgateway.local.host.Secrets;

import static org.assertj.core.api.Assertions.assertThat;

class BannerTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void theCallCanBePastedWhateverTheFoldersAreCalled() throws Exception {
        Path root = Files.createDirectories(folder.resolve("somebody's $HOME, again"));
        Path data = Files.createDirectories(folder.resolve("my data"));
        program(root.resolve("up"), "printf '<%s>' \"$@\"");
        Banner banner = new Banner(new Layout(root, data), options(root), Secrets.of(new Layout(root, data)));

        String said = run("curl() { printf '%s\\n' \"$@\"; }\n" + banner.curl("docs", "reader", "{}"));

        assertThat(said)
                .contains("Authorization: Bearer <token><--data><" + data + "><--user><ada><--roles><reader>\n");
    }

    @Test
    void plainFoldersNeedNoQuotes() {
        assertThat(Shell.word(Path.of("/home/ada/mcp-gateway/up"))).isEqualTo("/home/ada/mcp-gateway/up");
    }

    private static StackOptions options(Path config) throws IOException {
        Files.createFile(config.resolve("tools.yaml"));
        Files.createFile(config.resolve("policy.yaml"));
        return new StackOptions(config, 8200, Set.of(Service.GATEWAY), 1);
    }

    private static void program(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static String run(String script) throws IOException {
        Process shell =
                new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
        return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
