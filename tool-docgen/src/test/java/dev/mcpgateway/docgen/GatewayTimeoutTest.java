package dev.mcpgateway.docgen;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.FileSystemResource;

import dev.mcpgateway.docgen.work.Limits;

import static org.assertj.core.api.Assertions.assertThat;

class GatewayTimeoutTest {
    /** Otherwise a document within its limits is one that nobody gets. */
    @ParameterizedTest
    @ValueSource(strings = {"document_generate", "document_inspect"})
    void isLongerThanADocumentMayTake(String tool) throws IOException {
        Object timeout = new YamlPropertySourceLoader()
                .load("tools", new FileSystemResource(Path.of("../deploy/config/tools.yaml")))
                .get(0)
                .getProperty("servers.docs.tools." + tool + ".timeout");

        assertThat(DurationStyle.SIMPLE.parse(String.valueOf(timeout))).isGreaterThan(Limits.DEFAULT.time());
    }
}
