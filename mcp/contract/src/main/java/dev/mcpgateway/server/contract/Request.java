package dev.mcpgateway.server.contract;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import tools.jackson.databind.node.ObjectNode;

import dev.mcpgateway.server.json.Json;
import dev.mcpgateway.wire.GatewayHeaders;
import dev.mcpgateway.wire.McpHeaders;
import dev.mcpgateway.wire.McpMethod;
import dev.mcpgateway.wire.McpVersion;
import dev.mcpgateway.wire.MetaKeys;

/** One message to the server under test: correct by itself, and wrong in exactly the way a test makes it. */
final class Request {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final ObjectNode message = Json.object().put("jsonrpc", "2.0").put("id", 1);
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private Request(McpMethod method, ObjectNode params) {
        message.put("method", method.wire()).set("params", params);
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json, text/event-stream");
        headers.put(GatewayHeaders.AUTH, ContractServer.SECRET);
    }

    static Request legacy(McpMethod method, ObjectNode params) {
        Request request = new Request(method, params.deepCopy());
        request.headers.put(McpHeaders.PROTOCOL_VERSION, McpVersion.V2025_11_25.wire());
        return request;
    }

    static Request modern(McpMethod method, ObjectNode params) {
        Request request = new Request(method, params.deepCopy());
        request.headers.put(McpHeaders.PROTOCOL_VERSION, McpVersion.V2026_07_28.wire());
        request.headers.put(McpHeaders.METHOD, method.wire());
        if (params.path("name").isString()) {
            request.headers.put(McpHeaders.NAME, params.path("name").stringValue());
        }
        return request.meta(MetaKeys.PROTOCOL_VERSION, McpVersion.V2026_07_28.wire())
                .meta(MetaKeys.CLIENT_CAPABILITIES, Json.object())
                .meta(
                        MetaKeys.CLIENT_INFO,
                        Json.object().put("name", "contract").put("version", "1"));
    }

    static Request call(boolean modern, String tool, ObjectNode arguments) {
        ObjectNode params = Json.object().put("name", tool);
        params.set("arguments", arguments);
        return modern ? modern(McpMethod.TOOLS_CALL, params) : legacy(McpMethod.TOOLS_CALL, params);
    }

    Request header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    Request without(String header) {
        headers.remove(header);
        return this;
    }

    Request meta(String key, Object value) {
        params().withObject("_meta").putPOJO(key, value);
        return this;
    }

    Request withoutMeta(String key) {
        params().withObject("_meta").remove(key);
        return this;
    }

    Request id(long id) {
        message.put("id", id);
        return this;
    }

    /** Makes it a notification. */
    Request withoutId() {
        message.remove("id");
        return this;
    }

    Request method(String method) {
        message.put("method", method);
        headers.computeIfPresent(McpHeaders.METHOD, (name, old) -> method);
        return this;
    }

    private ObjectNode params() {
        return (ObjectNode) message.get("params");
    }

    HttpRequest http(URI endpoint) {
        return http(endpoint, Json.MAPPER.writeValueAsString(message));
    }

    HttpRequest http(URI endpoint, String body) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(endpoint).timeout(TIMEOUT);
        headers.forEach(builder::header);
        return builder.POST(HttpRequest.BodyPublishers.ofString(body)).build();
    }
}
