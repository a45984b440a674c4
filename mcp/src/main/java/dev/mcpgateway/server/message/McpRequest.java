package dev.mcpgateway.server.message;

import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.mcpgateway.wire.McpVersion;
import dev.mcpgateway.wire.MetaKeys;

/**
 * One JSON-RPC request whose envelope made sense.
 *
 * @param id a string or a whole number
 */
public record McpRequest(JsonNode id, String method, ObjectNode params, McpVersion version) {
    public JsonNode meta() {
        return params.path("_meta");
    }

    public boolean modern() {
        return version.era() == McpVersion.Era.MODERN;
    }

    public Optional<JsonNode> progressToken() {
        JsonNode token = meta().path(MetaKeys.PROGRESS_TOKEN);
        return token.isString() || token.isIntegralNumber() ? Optional.of(token) : Optional.empty();
    }

    /** @throws RpcError when it is missing or no string */
    public String text(String key) {
        JsonNode value = params.path(key);
        if (!value.isString()) {
            throw RpcError.invalidParams("params." + key + " must be a string");
        }
        return value.stringValue();
    }
}
