package dev.mcpgateway.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.mcpgateway.local.host.Layout;
import dev.mcpgateway.local.host.Refusal;
import dev.mcpgateway.local.host.Secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SettingsTest {
    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void aConfig() throws IOException {
        Files.createFile(folder.resolve("tools.yaml"));
        Files.createFile(folder.resolve("policy.yaml"));
    }

    @Test
    void aToolGetsItsOwnSecretAndNobodyElses() {
        Secrets secrets = Secrets.of(layout());

        Map<String, String> docs = settings(Map.of()).tool(Service.DOCS, secrets);

        assertThat(docs)
                .containsEntry("TOOL_GATEWAY_SECRET", secrets.named("DOCS_GATEWAY_SECRET"))
                .containsEntry("BIND_ADDRESS", "127.0.0.1")
                .doesNotContainValue(secrets.named("GIT_GATEWAY_SECRET"))
                .doesNotContainValue(secrets.named(Secrets.ISSUER_TOKEN));
    }

    @Test
    void theGatewaysSecretsFitTheTools() {
        Secrets secrets = Secrets.of(layout());

        assertThat(settings(Map.of()).gateway(1, secrets, Map.of()))
                .containsEntry("DOCS_GATEWAY_SECRET", secrets.named("DOCS_GATEWAY_SECRET"))
                .doesNotContainValue(secrets.named(Secrets.ISSUER_TOKEN));
    }

    @Test
    void theIssuerIsNamedByWhereClientsFindIt() {
        Map<String, String> gateway = settings(Map.of()).gateway(1, Secrets.of(layout()), Map.of());

        assertThat(gateway)
                .containsEntry("JWT_ISSUER", "http://localhost:8210")
                .containsEntry("JWT_JWKS_URL", "http://localhost:8210/.well-known/jwks.json");
    }

    @Test
    void anIssuerOfOnesOwnIsPassedOnAsItIs() {
        Map<String, String> own =
                Map.of("JWT_JWKS_URL", "https://idp.example/keys", "JWT_ISSUER", "https://idp.example");

        assertThat(settings(own).gateway(1, Secrets.of(layout()), Map.of())).containsAllEntriesOf(own);
    }

    @Test
    void theShellsOwnSettingsReachNoChildByAccident() {
        Map<String, String> shell = Map.of(
                "MODE",
                "production",
                "DATABASE_URL",
                "postgresql://x",
                "DOCS_GATEWAY_SECRET_FILE",
                "/x",
                "LOG_LEVEL",
                "debug");

        assertThat(settings(shell).unset())
                .containsExactlyInAnyOrder("MODE", "DATABASE_URL", "DOCS_GATEWAY_SECRET_FILE");
    }

    @Test
    void refusesToLeaveTheLoopbackAddress() {
        assertThatThrownBy(() -> settings(Map.of("BIND_ADDRESS", "0.0.0.0")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("BIND_ADDRESS=0.0.0.0");
    }

    @Test
    void theGitToolShowsOurOwnHistory() throws IOException {
        Files.createDirectory(folder.resolve(".git"));

        Settings settings = settings(Map.of());

        assertThat(settings.tool(Service.GIT, Secrets.of(layout())))
                .containsEntry("GIT_REPOSITORIES", "mcp-gateway=" + folder);
        assertThat(settings.remark()).isEmpty();
    }

    @Test
    void aCopyWithoutHistoryStartsWithoutARepositoryAndSaysSo() {
        Settings settings = settings(Map.of());

        assertThat(settings.tool(Service.GIT, Secrets.of(layout()))).doesNotContainKey("GIT_REPOSITORIES");
        assertThat(settings.remark().orElseThrow()).contains("no folder .git", "GIT_REPOSITORIES");
    }

    @Test
    void aLinkedWorkTreeHasItsHistoryElsewhere() throws IOException {
        Files.writeString(folder.resolve(".git"), "gitdir: /elsewhere/.git/worktrees/copy");

        Settings settings = settings(Map.of());

        assertThat(settings.tool(Service.GIT, Secrets.of(layout()))).doesNotContainKey("GIT_REPOSITORIES");
        assertThat(settings.remark()).isPresent();
    }

    @Test
    void aPathThatTheSettingWouldCutInTwoIsNotNamed() throws IOException {
        Path root = Files.createDirectories(folder.resolve("now, later"));
        Files.createDirectory(root.resolve(".git"));
        Layout here = new Layout(root, folder);

        Settings settings = new Settings(here, options(), Map.of());

        assertThat(settings.tool(Service.GIT, Secrets.of(here))).doesNotContainKey("GIT_REPOSITORIES");
        assertThat(settings.remark().orElseThrow()).contains("now, later");
    }

    @Test
    void repositoriesOfOnesOwnAreLeftAlone() {
        Settings settings = settings(Map.of("GIT_REPOSITORIES", "mine=/srv/mine"));

        assertThat(settings.tool(Service.GIT, Secrets.of(layout()))).doesNotContainKey("GIT_REPOSITORIES");
        assertThat(settings.remark()).isEmpty();
    }

    @Test
    void documentsFitTheHeapTheyAreGiven() {
        assertThat(Programs.flags(Service.DOCS)).contains("-Xmx256m");
        assertThat(settings(Map.of()).tool(Service.DOCS, Secrets.of(layout())))
                .containsEntry("DOCGEN_STORE_SIZE", "32MB");
        assertThat(settings(Map.of("DOCGEN_STORE_SIZE", "16MB")).tool(Service.DOCS, Secrets.of(layout())))
                .doesNotContainKey("DOCGEN_STORE_SIZE");
    }

    @Test
    void aRehearsalTouchesNobodysData() {
        Path scratch = folder.resolve("scratch");

        assertThat(settings(Map.of()).rehearsal(Service.GATEWAY, Secrets.of(layout()), scratch))
                .containsEntry("GATEWAY_SPOOL_DIR", scratch.resolve("spool").toString())
                .doesNotContainKey("DATABASE_URL");
    }

    private Settings settings(Map<String, String> shell) {
        return new Settings(layout(), options(), shell);
    }

    private StackOptions options() {
        return new StackOptions(folder, 8200, Set.of(Service.GIT), 1);
    }

    private Layout layout() {
        return new Layout(folder, folder);
    }
}
