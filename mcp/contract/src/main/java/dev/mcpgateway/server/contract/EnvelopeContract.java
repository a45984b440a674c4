package dev.mcpgateway.server.contract;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.mcpgateway.server.json.Json;
import dev.mcpgateway.wire.ErrorCodes;
import dev.mcpgateway.wire.McpHeaders;
import dev.mcpgateway.wire.McpMethod;
import dev.mcpgateway.wire.McpVersion;
import dev.mcpgateway.wire.MetaKeys;

import static org.assertj.core.api.Assertions.assertThat;

/** The message around the method, in both eras. */
interface EnvelopeContract extends Contract {
    /** Agreed to nothing, because no list of this server changes. */
    String ACKNOWLEDGED =
            "event: message\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/subscriptions/acknowledged\","
                    + "\"params\":{\"_meta\":{\"io.modelcontextprotocol/subscriptionId\":3},\"notifications\":{}}}\n\n";

    private static Request modern(McpMethod method) {
        return Request.modern(method, Json.object());
    }

    private static Request legacy(McpMethod method) {
        return Request.legacy(method, Json.object());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nonsense | -32700",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\" | -32700",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"ping\"} | -32700",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"} trailing | -32700",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}] | -32600",
                "42 | -32600",
                "{\"id\":1,\"method\":\"ping\"} | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":1} | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"} | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"} | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"} | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7} | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[]} | -32600"
            })
    default void refusesWhatIsNoRequest(String body, int code) {
        Reply reply = server().send(legacy(McpMethod.PING).http(server().at("/mcp"), body));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.errorCode()).isEqualTo(code);
    }

    @Test
    default void refusesNestingWithoutEnd() {
        String deep = "[".repeat(2_000) + "]".repeat(2_000);

        Reply reply = server().send(legacy(McpMethod.PING).http(server().at("/mcp"), deep));

        assertThat(reply.errorCode()).isEqualTo(ErrorCodes.PARSE_ERROR);
    }

    @Test
    default void answersANotificationWithNothing() {
        Reply reply = server().send(legacy(McpMethod.NOTIFICATIONS_INITIALIZED).withoutId());

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.messages()).isEmpty();
    }

    @Test
    default void acceptsAPostedResponse() {
        String response = "{\"jsonrpc\":\"2.0\",\"id\":9,\"result\":{}}";

        assertThat(server().send(legacy(McpMethod.PING).http(server().at("/mcp"), response))
                        .status())
                .isEqualTo(202);
    }

    @Test
    default void discoversWithoutOpening() {
        Reply reply = server().send(modern(McpMethod.DISCOVER));

        assertThat(reply.result().path("supportedVersions").toString()).contains("2026-07-28", "2025-11-25");
        assertThat(reply.result().path("capabilities").has("tools")).isTrue();
        assertThat(reply.result().path("resultType").asString("")).isEqualTo("complete");
        assertThat(reply.result()
                        .path("_meta")
                        .path(MetaKeys.SERVER_INFO)
                        .path("name")
                        .asString(""))
                .isNotBlank();
        assertThat(reply.result().path("ttlMs").isIntegralNumber()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(value = McpVersion.class, names = "V2026_07_28", mode = EnumSource.Mode.EXCLUDE)
    default void agreesOnTheLegacyVersionAskedFor(McpVersion version) {
        Request request = Request.legacy(McpMethod.INITIALIZE, Json.object().put("protocolVersion", version.wire()));

        Reply reply = server().send(request.without(McpHeaders.PROTOCOL_VERSION).id(0));

        assertThat(reply.result().path("protocolVersion").asString("")).isEqualTo(version.wire());
        assertThat(reply.last().path("id").asInt(-1)).isZero();
        assertThat(reply.result().path("serverInfo").path("name").asString("")).isNotBlank();
        assertThat(reply.result().has("resultType")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-11-05", "2099-01-01", "2026-07-28", ""})
    default void offersTheNewestLegacyVersionInsteadOfOneItCannotOpen(String version) {
        Request request = Request.legacy(McpMethod.INITIALIZE, Json.object().put("protocolVersion", version));

        Reply reply = server().send(request.without(McpHeaders.PROTOCOL_VERSION));

        assertThat(reply.result().path("protocolVersion").asString("")).isEqualTo("2025-11-25");
    }

    @Test
    default void givesEverySessionItsOwnName() {
        String first = session();
        String second = session();

        assertThat(first).matches("[\\x21-\\x7e]{16,}").isNotEqualTo(second);
    }

    private String session() {
        return server().send(legacy(McpMethod.INITIALIZE))
                .http()
                .headers()
                .firstValue(McpHeaders.SESSION_ID)
                .orElse("");
    }

    @Test
    default void pingIsLegacyOnly() {
        assertThat(server().send(legacy(McpMethod.PING)).result().isEmpty()).isTrue();
        assertThat(server().send(modern(McpMethod.PING)).errorCode()).isEqualTo(ErrorCodes.METHOD_NOT_FOUND);
    }

    @Test
    default void acknowledgesAListenerAndKeepsItsStreamOpen() throws Exception {
        try (InputStream stream =
                server().open(modern(McpMethod.SUBSCRIPTIONS_LISTEN).id(3))) {
            byte[] first = stream.readNBytes(ACKNOWLEDGED.length());

            assertThat(first).asString(StandardCharsets.UTF_8).isEqualTo(ACKNOWLEDGED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"initialize", "ping", "logging/setLevel", "tools/nothing", "tasks/get", "Tools/List"})
    default void tellsAModernClientWhatItDoesNotOffer(String method) {
        Reply reply = server().send(modern(McpMethod.PING).method(method).id(77));

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.errorCode()).isEqualTo(ErrorCodes.METHOD_NOT_FOUND);
        assertThat(reply.last().path("id").asInt()).isEqualTo(77);
    }

    @ParameterizedTest
    @ValueSource(strings = {"server/discover", "tools/nothing", "prompts/list"})
    default void tellsALegacyClientWhatItDoesNotOfferInsideHttp200(String method) {
        Reply reply = server().send(legacy(McpMethod.PING).method(method));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.errorCode()).isEqualTo(ErrorCodes.METHOD_NOT_FOUND);
    }

    @Test
    default void saysWhichVersionsItSpeaks() {
        Reply reply = server().send(modern(McpMethod.TOOLS_LIST)
                .meta(MetaKeys.PROTOCOL_VERSION, "2099-01-01")
                .header(McpHeaders.PROTOCOL_VERSION, "2099-01-01"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.errorCode()).isEqualTo(ErrorCodes.UNSUPPORTED_VERSION);
        assertThat(reply.last().path("error").path("data").path("requested").asString(""))
                .isEqualTo("2099-01-01");
        assertThat(reply.last().path("error").path("data").path("supported").toString())
                .contains("2026-07-28");
    }

    @Test
    default void refusesALegacyVersionNobodyReleased() {
        Reply reply = server().send(legacy(McpMethod.TOOLS_LIST).header(McpHeaders.PROTOCOL_VERSION, "1999-01-01"));

        assertThat(reply.status()).isEqualTo(400);
    }

    @Test
    default void aRequestWithoutAnyVersionIsTheOldest() {
        assertThat(server().send(legacy(McpMethod.TOOLS_LIST).without(McpHeaders.PROTOCOL_VERSION))
                        .status())
                .isEqualTo(200);
    }

    @Test
    default void missesTheMetadataThatEveryModernRequestCarries() {
        Reply noCapabilities = server().send(modern(McpMethod.TOOLS_LIST).withoutMeta(MetaKeys.CLIENT_CAPABILITIES));
        Reply noVersion = server().send(modern(McpMethod.TOOLS_LIST).withoutMeta(MetaKeys.PROTOCOL_VERSION));

        assertThat(noCapabilities.status()).isEqualTo(400);
        assertThat(noCapabilities.errorCode()).isEqualTo(ErrorCodes.INVALID_PARAMS);
        assertThat(noVersion.status()).isEqualTo(400);
        assertThat(noVersion.errorCode()).isEqualTo(ErrorCodes.INVALID_PARAMS);
    }
}
