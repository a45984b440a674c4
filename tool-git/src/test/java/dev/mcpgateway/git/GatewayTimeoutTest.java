package dev.mcpgateway.git;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.FileSystemResource;

import dev.mcpgateway.git.call.Limits;

import static org.assertj.core.api.Assertions.assertThat;

class GatewayTimeoutTest {
    /** Otherwise nobody gets what a call has found when its time is over. */
    @Test
    void isLongerThanACallMayTake() throws IOException {
        Object timeout = new YamlPropertySourceLoader()
                .load("tools", new FileSystemResource(Path.of("../deploy/config/tools.yaml")))
                .get(0)
                .getProperty("servers.git.timeout");

        Duration longestCall = Limits.DEFAULT.time().multipliedBy(3).dividedBy(2);
        assertThat(DurationStyle.SIMPLE.parse(String.valueOf(timeout))).isGreaterThan(longestCall);
    }
}
