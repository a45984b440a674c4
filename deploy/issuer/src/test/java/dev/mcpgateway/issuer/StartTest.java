package dev.mcpgateway.issuer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(OutputCaptureExtension.class)
final class StartTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MODE=production",
                "MODE=staging",
                "BIND_ADDRESS=0.0.0.0",
                "BIND_ADDRESS=::",
                "ISSUER_URL=http://localhost:8010/",
                "ISSUER_URL=localhost:8010",
                "ISSUER_ALGORITHM=none",
                "ISSUER_ALGORITHM=HS256",
                "JWT_AUDIENCE=",
                "ISSUER_USER=",
                "ISSUER_TRUSTED_REDIRECTS=https://",
                "ISSUER_TRUSTED_REDIRECTS=localhost",
                "JWT_ISSUER_ADMIN_TOKEN_FILE=/nowhere/token"
            })
    void refusesInOneSentence(String setting, CapturedOutput output) {
        assertThatThrownBy(() -> RunningIssuer.with(folder.resolve("key.json"), setting))
                .isInstanceOf(StartRefused.class);

        assertThat(output).contains("APPLICATION FAILED TO START").doesNotContain("\tat ");
        assertThat(folder.resolve("key.json")).doesNotExist();
    }

    @Test
    void mayBeReachedFromElsewhereWhenSomebodySaysSo() {
        try (var issuer =
                RunningIssuer.with(folder.resolve("key.json"), "BIND_ADDRESS=0.0.0.0", "ISSUER_ALLOW_REMOTE=true")) {
            assertThat(issuer.get("/health").text("status")).isEqualTo("ok");
        }
    }

    @Test
    void keepsItsKeyOverARestartForItselfAlone() throws Exception {
        Path file = folder.resolve("made/on/the/way/key.json");
        String token;
        try (var issuer = RunningIssuer.with(file)) {
            token = issuer.mint("{\"user_id\":\"ann\"}").text("access_token");
        }

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var issuer = RunningIssuer.with(file, "ISSUER_ALGORITHM=ES256")) {
            assertThat(issuer.verified(token).getSubject()).isEqualTo("ann");
            String next = issuer.mint("{\"user_id\":\"bob\"}").text("access_token");
            assertThat(issuer.verified(next).getSubject()).isEqualTo("bob");
            assertThat(issuer.get("/.well-known/jwks.json").body()).doesNotContain("\"d\"", "\"p\"", "\"q\"");
        }
    }

    @Test
    void refusesAKeyFileThatHoldsNoKeysWithoutQuotingIt(CapturedOutput output) throws IOException {
        Path file = Files.writeString(folder.resolve("key.json"), "{\"keys\":[{\"d\":\"very-private\"");

        assertThatThrownBy(() -> RunningIssuer.with(file)).hasMessageContaining("ISSUER_KEY_FILE");

        assertThat(output).doesNotContain("very-private", "\tat ");
        assertThat(file).hasContent("{\"keys\":[{\"d\":\"very-private\"");
    }

    @Test
    void refusesAKeyFileThatCannotBeRead(CapturedOutput output) {
        assertThatThrownBy(() -> RunningIssuer.with(folder)).hasMessageContaining("ISSUER_KEY_FILE");

        assertThat(output).doesNotContain("\tat ");
    }
}
