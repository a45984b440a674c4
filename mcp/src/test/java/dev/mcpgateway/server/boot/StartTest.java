package dev.mcpgateway.server.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;

import dev.mcpgateway.server.engine.McpEngine;

import static org.assertj.core.api.Assertions.assertThat;

class StartTest {
    private final ReactiveWebApplicationContextRunner plain = new ReactiveWebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(McpServerAutoConfiguration.class));
    private final ReactiveWebApplicationContextRunner tool =
            plain.withBean(McpServer.class, () -> McpServer.named("t", "1"));

    @Test
    void anApplicationThatIsNoMcpServerIsLeftAlone() {
        plain.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(McpEngine.class));
    }

    @Test
    void refusesToStartWithoutASecretAndSaysWhatToSet() {
        tool.run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .isInstanceOf(SecretSource.MissingSecret.class)
                .hasMessageContaining("TOOL_GATEWAY_SECRET"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TOOL_GATEWAY_SECRET", "TOOL_GATEWAY_SHARED_SECRET"})
    void takesTheSecretFromASettingOrAFile(String name, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "from-file\n");

        tool.withPropertyValues(name + "=direct")
                .run(context -> assertThat(context).hasNotFailed());
        tool.withPropertyValues(name + "_FILE=" + file)
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void namesTheFileItCannotRead() {
        tool.withPropertyValues("TOOL_GATEWAY_SECRET_FILE=/no/such/file")
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("/no/such/file"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mcp.server.max-body=0B",
                "mcp.server.max-concurrent-calls=0",
                "mcp.server.call-timeout=0s",
                "mcp.server.worker-queue=0",
                "mcp.server.keep-alive=1ms",
                "mcp.server.page-size=0"
            })
    void refusesASettingThatMakesNoSense(String setting) {
        tool.withPropertyValues("TOOL_GATEWAY_SECRET=s", setting)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining(setting.substring(0, setting.indexOf('='))));
    }
}
