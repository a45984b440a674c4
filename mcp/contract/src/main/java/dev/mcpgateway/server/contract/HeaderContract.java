package dev.mcpgateway.server.contract;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.mcpgateway.server.json.Json;
import dev.mcpgateway.wire.ErrorCodes;
import dev.mcpgateway.wire.McpHeaders;
import dev.mcpgateway.wire.McpMethod;

import static org.assertj.core.api.Assertions.assertThat;

/** Headers and body of a modern request say the same. */
interface HeaderContract extends Contract {
    private static Request steps() {
        return Request.call(true, Probes.STEPS, Json.object());
    }

    @ParameterizedTest
    @ValueSource(strings = {McpHeaders.PROTOCOL_VERSION, McpHeaders.METHOD, McpHeaders.NAME})
    default void missesAHeaderThatMustBeThere(String header) {
        Reply reply = server().send(steps().without(header).id(5));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.errorCode()).isEqualTo(ErrorCodes.HEADER_MISMATCH);
        assertThat(reply.last().path("id").asInt()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "MCP-Protocol-Version, 2025-11-25",
        "Mcp-Method, tools/list",
        "Mcp-Method, TOOLS/CALL",
        "Mcp-Name, another_tool",
        "Mcp-Name, =?base64?bm9wZQ==?=",
        "Mcp-Protocol-Version, 2099-01-01",
        "Mcp-Name, =?base64?YQ?=",
        "Mcp-Name, =?base64?%%%?=",
        "Mcp-Name, =?base64?="
    })
    default void refusesAHeaderThatSaysAnotherThing(String header, String value) {
        Reply reply = server().send(steps().header(header, value));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.errorCode()).isEqualTo(ErrorCodes.HEADER_MISMATCH);
    }

    @Test
    default void decodesANameBeforeComparing() {
        String encoded = Base64.getEncoder().encodeToString(Probes.STEPS.getBytes(StandardCharsets.UTF_8));

        assertThat(server().send(steps().header(McpHeaders.NAME, "=?base64?" + encoded + "?="))
                        .status())
                .isEqualTo(200);
    }

    @Test
    default void headerNamesIgnoreCase() {
        Request request = steps().without(McpHeaders.METHOD).header("mCP-mETHOD", McpMethod.TOOLS_CALL.wire());

        assertThat(server().send(request).status()).isEqualTo(200);
    }

    @Test
    default void legacyHeadersAreNotCompared() {
        Request request = Request.call(false, Probes.STEPS, Json.object())
                .header(McpHeaders.METHOD, "anything")
                .header(McpHeaders.NAME, "anything");

        assertThat(server().send(request).status()).isEqualTo(200);
    }
}
