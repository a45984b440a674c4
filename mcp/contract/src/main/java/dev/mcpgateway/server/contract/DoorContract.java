package dev.mcpgateway.server.contract;

import java.net.http.HttpRequest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.mcpgateway.server.json.Json;
import dev.mcpgateway.wire.GatewayHeaders;
import dev.mcpgateway.wire.McpMethod;

import static org.assertj.core.api.Assertions.assertThat;

/** Who gets in, and with what. */
interface DoorContract extends Contract {
    private static Request list() {
        return Request.legacy(McpMethod.TOOLS_LIST, Json.object());
    }

    @Test
    default void healthIsOpenAndSaysOk() {
        Reply reply =
                server().send(HttpRequest.newBuilder(server().at("/health")).build());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.last().path("status").asString("")).isEqualTo("ok");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wrong", "contract-secre", "contract-secret ,contract-secret", "Contract-Secret"})
    default void refusesWhoeverDoesNotKnowTheSecret(String secret) {
        Reply reply = server().send(list().header(GatewayHeaders.AUTH, secret));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.last().toString()).contains("unauthenticated").doesNotContain(ContractServer.SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mcp", "/", "/nothing", "/health/", "/health/..;/mcp", "//health", "/metrics"})
    default void refusesEveryOtherPathWithoutTheSecret(String path) {
        HttpRequest request = list().without(GatewayHeaders.AUTH).http(server().at(path));

        assertThat(server().send(request).status()).isEqualTo(401);
    }

    @Test
    default void refusesTheSecretTwice() {
        HttpRequest request = HttpRequest.newBuilder(list().http(server().at("/mcp")), (name, value) -> true)
                .header(GatewayHeaders.AUTH, ContractServer.SECRET)
                .build();

        assertThat(server().send(request).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "http://localhost.evil.example", "null", "not a url"})
    default void refusesPagesFromElsewhereEvenWithTheSecret(String origin) {
        assertThat(server().send(list().header("Origin", origin)).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:6274", "http://127.0.0.1", "http://[::1]:80"})
    default void letsPagesOfThisMachineIn(String origin) {
        assertThat(server().send(list().header("Origin", origin)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE", "PUT"})
    default void takesNothingButPost(String method) {
        HttpRequest request = HttpRequest.newBuilder(server().at("/mcp"))
                .header(GatewayHeaders.AUTH, ContractServer.SECRET)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();

        Reply reply = server().send(request);

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.http().headers().firstValue("Allow")).hasValue("POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "nonsense"})
    default void takesNothingButJson(String type) {
        assertThat(server().send(list().header("Content-Type", type)).status()).isEqualTo(415);
    }

    @Test
    default void takesJsonWithACharset() {
        Reply reply = server().send(list().header("Content-Type", "application/json; charset=utf-8"));

        assertThat(reply.status()).isEqualTo(200);
    }

    @Test
    default void refusesABodyOverTheLimit() {
        String padded = "{\"padding\":\"" + "x".repeat(ContractServer.MAX_BODY) + "\"}";

        assertThat(server().send(list().http(server().at("/mcp"), padded)).status())
                .isEqualTo(413);
    }
}
