package dev.mcpgateway.call;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.mcpgateway.wire.ErrorCodes;

import static org.assertj.core.api.Assertions.assertThat;

class ReasonTest {
    @ParameterizedTest
    @EnumSource(Reason.class)
    void aCodeOfOurOwnFollowsTheStatusAndStaysOutOfJsonRpcsRange(Reason reason) {
        boolean isOfTheProtocol = reason.code() <= -32_000 && reason.code() >= ErrorCodes.PARSE_ERROR - 68;

        assertThat(isOfTheProtocol || reason.code() == -(31_000 + reason.status()))
                .isTrue();
    }
}
