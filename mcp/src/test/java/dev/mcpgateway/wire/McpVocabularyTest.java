package dev.mcpgateway.wire;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class McpVocabularyTest {
    @ParameterizedTest
    @EnumSource(McpMethod.class)
    void everyMethodThatAMessageCanNameIsFoundByItsWireName(McpMethod method) {
        assertThat(McpMethod.of(method.wire()).isPresent()).isEqualTo(method.kind() != McpMethod.Kind.TRANSPORT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Tools/call", "tools/call ", "tools", "TOOLS_CALL", "GET", "DELETE", "response"})
    void methodNamesAreExact(String wire) {
        assertThat(McpMethod.of(wire)).isEmpty();
    }

    @Test
    void onlyTheNewestVersionIsModern() {
        assertThat(McpVersion.values())
                .filteredOn(v -> v.era() == McpVersion.Era.MODERN)
                .containsExactly(McpVersion.V2026_07_28);
        assertThat(McpVersion.supported()).containsExactly("2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26");
    }

    @Test
    void aVersionNobodyReleasedIsUnknown() {
        assertThat(McpVersion.of("2024-11-05")).isEmpty();
    }
}
