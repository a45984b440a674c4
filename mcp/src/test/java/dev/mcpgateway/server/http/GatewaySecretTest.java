package dev.mcpgateway.server.http;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GatewaySecretTest {
    @Test
    void bothAreValidDuringRotation() {
        GatewaySecret secret = GatewaySecret.of("new, old");

        assertThat(secret.matches("new")).isTrue();
        assertThat(secret.matches("old")).isTrue();
        assertThat(secret.matches("new, old")).isFalse();
        assertThat(secret.matches("")).isFalse();
        assertThat(secret.matches(null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", "a,b,c"})
    void refusesASettingThatHoldsNoneOrTooMany(String setting) {
        assertThatThrownBy(() -> GatewaySecret.of(setting)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cannotBePrinted() {
        assertThat(GatewaySecret.of("hunter2").toString()).doesNotContain("hunter2");
    }
}
