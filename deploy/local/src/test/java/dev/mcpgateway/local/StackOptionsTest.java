package dev.mcpgateway.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.mcpgateway.local.host.Refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StackOptionsTest {
    @TempDir
    private Path config = Path.of("");

    @BeforeEach
    void aConfig() throws IOException {
        Files.createFile(config.resolve("tools.yaml"));
        Files.createFile(config.resolve("policy.yaml"));
    }

    @Test
    void everythingByDefault() {
        assertThat(StackOptions.chosen("", Map.of())).containsExactlyInAnyOrder(Service.values());
    }

    @Test
    void aGatewayBringsWhatItNeeds() {
        assertThat(StackOptions.chosen("gateway,calculator", Map.of()))
                .containsExactlyInAnyOrder(
                        Service.GATEWAY, Service.CALCULATOR, Service.ISSUER, Service.POSTGRES, Service.REDIS);
    }

    @Test
    void whatTheEnvironmentNamesIsNotStarted() {
        Map<String, String> environment =
                Map.of("DATABASE_URL", "postgresql://x", "REDIS_URL", "redis://x", "JWT_JWKS_URL", "https://x");

        assertThat(StackOptions.chosen("gateway", environment)).containsExactly(Service.GATEWAY);
    }

    @Test
    void anUnknownServiceIsNamedTogetherWithTheKnownOnes() {
        assertThatThrownBy(() -> StackOptions.chosen("gatway", Map.of()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("'gatway'")
                .hasMessageContaining("issuer, ");
    }

    @Test
    void onePortMovesAllOthers() {
        StackOptions options = new StackOptions(config, 8200, Set.of(), 2);

        assertThat(options.gatewayPort(2)).isEqualTo(8201);
        assertThat(options.managementPort(2)).isEqualTo(9201);
        assertThat(options.port(Service.CALCULATOR)).isEqualTo(8291);
        assertThat(options.port(Service.ISSUER)).isEqualTo(8210);
    }

    @Test
    void refusesAPortThatLeavesNoRoomForTheOthers() {
        assertThatThrownBy(() -> new StackOptions(config, 65_000, Set.of(), 1)).hasMessageContaining("--port");
        assertThatThrownBy(() -> new StackOptions(config, 80, Set.of(), 1)).hasMessageContaining("--port");
    }

    @Test
    void refusesMoreGatewaysThanThereArePorts() {
        assertThatThrownBy(() -> new StackOptions(config, 8000, Set.of(), 9)).hasMessageContaining("--gateways");
    }

    @Test
    void refusesAConfigFolderWithoutPolicy() throws IOException {
        Files.delete(config.resolve("policy.yaml"));

        assertThatThrownBy(() -> new StackOptions(config, 8000, Set.of(), 1))
                .hasMessageContaining("has no policy.yaml")
                .hasMessageContaining("--config");
    }
}
