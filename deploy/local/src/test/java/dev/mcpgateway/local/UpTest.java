package dev.mcpgateway.local;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class UpTest {
    @TempDir
    private Path folder = Path.of("");

    private final StringWriter said = new StringWriter();

    @Test
    void aBadOptionIsOneSentence() {
        assertThat(up("--prot", "1")).isEqualTo(2);
        assertThat(said.toString()).contains("--prot", "./up --help").hasLineCount(1);
    }

    @Test
    void aBadNumberIsOneSentence() {
        assertThat(up("--port", "many")).isEqualTo(2);
        assertThat(said.toString()).contains("--port", "many").hasLineCount(1);
    }

    @Test
    void anUnusableDataFolderIsOneSentenceAndNoStackTrace() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(up("--data", file.toString())).isEqualTo(1);
        assertThat(said.toString()).contains("is not a folder").hasLineCount(1);
    }

    @Test
    void aTokenNeedsARunningStack() {
        assertThat(up("token", "--user", "ada", "--roles", "reader", "--data", folder.toString()))
                .isEqualTo(1);
        assertThat(said.toString()).contains("start the stack with ./up first").hasLineCount(1);
    }

    @Test
    void theDataFolderMayBeNamedBeforeOrAfterTheCommand() {
        assertThat(up("--data", folder.toString(), "status")).isEqualTo(1);
        assertThat(up("status", "--data", folder.toString())).isEqualTo(1);
        assertThat(up("--data", folder.toString(), "stop")).isZero();
    }

    private int up(String... words) {
        return Up.commandLine(new Up()).setErr(new PrintWriter(said, true)).execute(words);
    }
}
