package dev.mcpgateway.edge;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.McpMessage;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.wire.McpMethod;
import dev.mcpgateway.wire.McpVersion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AgreementTest {
    private static final String META =
            "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{}}";
    private static final String MODERN_CALL =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"exact\"," + META + "}}";

    @Test
    void aModernCallWhoseHeadersSayTheSameIsTaken() {
        McpMessage message = agree(MODERN_CALL, modern("tools/call", "exact"));

        assertThat(message.version()).isEqualTo(McpVersion.V2026_07_28);
        assertThat(message.method()).isEqualTo(McpMethod.TOOLS_CALL);
        assertThat(message.name()).contains("exact");
    }

    @Test
    void aNameThatAHeaderCannotHoldComesInBase64() {
        String json = MODERN_CALL.replace("exact", "größe");

        assertThat(agree(json, modern("tools/call", "=?base64?Z3LDtsOfZQ==?=")).name())
                .contains("größe");
    }

    @ParameterizedTest
    @CsvSource({
        "2025-11-25, tools/call, exact",
        "2026-07-28, tools/list, exact",
        "2026-07-28, Tools/Call, exact",
        "2026-07-28, tools/call, other",
        "2026-07-28, tools/call, Exact",
        "2026-07-28, tools/call, =?base64?%%%?=",
        "2026-07-28, tools/call,",
        "2026-07-28,, exact",
        ", tools/call, exact",
    })
    void headersThatSayOtherwiseAreRefused(String version, String method, String name) {
        HttpHeaders headers = new HttpHeaders();
        set(headers, "MCP-Protocol-Version", version);
        set(headers, "Mcp-Method", method);
        set(headers, "Mcp-Name", name);

        refuses(MODERN_CALL, headers, Reason.HEADER_MISMATCH);
    }

    @Test
    void aHeaderThatStandsTwiceIsRefused() {
        HttpHeaders headers = modern("tools/call", "exact");
        headers.add("Mcp-Name", "other");

        refuses(MODERN_CALL, headers, Reason.HEADER_MISMATCH);
    }

    @Test
    void aVersionNobodyReleasedIsNamedWithThoseWeSpeak() {
        String json = MODERN_CALL.replace("2026-07-28", "2099-01-01");
        HttpHeaders headers = modern("tools/call", "exact");
        headers.set("MCP-Protocol-Version", "2099-01-01");

        assertThatThrownBy(() -> agree(json, headers)).isInstanceOfSatisfying(CallFailure.class, e -> {
            assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED_VERSION);
            assertThat(e.data())
                    .containsEntry("requested", "2099-01-01")
                    .containsEntry("supported", McpVersion.supported());
        });
    }

    @Test
    void modernHeadersWithoutMetaAreRefused() {
        String json = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";

        refuses(json, modern("tools/list", null), Reason.INVALID_PARAMS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"initialize", "ping", "logging/setLevel", "resources/subscribe", "no/such"})
    void whatTheModernProtocolDroppedIsUnknownToIt(String method) {
        String json = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":{" + META + "}}";

        refuses(json, modern(method, null), Reason.METHOD_NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"server/discover", "subscriptions/listen", "no/such"})
    void whatTheModernProtocolBroughtIsUnknownToTheOld(String method) {
        refuses(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\"}",
                new HttpHeaders(),
                Reason.METHOD_NOT_FOUND);
    }

    @Test
    void aRequestThatSaysNothingSpeaksTheOldestVersion() {
        McpMessage message = agree("{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"ping\"}", new HttpHeaders());

        assertThat(message.version()).isEqualTo(McpVersion.V2025_03_26);
        assertThat(message.id()).contains("0");
    }

    @Test
    void aLegacyRequestMayCarryModernHeadersIfTheyAgree() {
        String json = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
        HttpHeaders headers = new HttpHeaders();
        headers.set("MCP-Protocol-Version", "2025-11-25");
        headers.set("Mcp-Method", "tools/list");

        assertThat(agree(json, headers).version()).isEqualTo(McpVersion.V2025_11_25);
        headers.set("Mcp-Method", "ping");
        refuses(json, headers, Reason.HEADER_MISMATCH);
    }

    @Test
    void aModernNotificationNeedsNoMethodHeader() {
        String json = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{" + META + "}}";
        HttpHeaders headers = new HttpHeaders();
        headers.set("MCP-Protocol-Version", "2026-07-28");

        assertThat(agree(json, headers).method()).isEqualTo(McpMethod.NOTIFICATIONS_CANCELLED);
    }

    @Test
    void aRequestWithoutIdIsRefused() {
        refuses("{\"jsonrpc\":\"2.0\",\"method\":\"tools/list\"}", new HttpHeaders(), Reason.INVALID_REQUEST);
    }

    private static HttpHeaders modern(String method, @Nullable String name) {
        HttpHeaders headers = new HttpHeaders();
        headers.set("MCP-Protocol-Version", "2026-07-28");
        headers.set("Mcp-Method", method);
        set(headers, "Mcp-Name", name);
        return headers;
    }

    private static void set(HttpHeaders headers, String name, @Nullable String value) {
        if (value != null) {
            headers.set(name, value);
        }
    }

    private static McpMessage agree(String json, HttpHeaders headers) {
        return Agreement.between(new Envelope().read(json.getBytes(StandardCharsets.UTF_8)), headers);
    }

    private static void refuses(String json, HttpHeaders headers, Reason reason) {
        assertThatThrownBy(() -> agree(json, headers))
                .isInstanceOfSatisfying(
                        CallFailure.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
