package dev.mcpgateway.server.http;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.mcpgateway.server.engine.ToolCatalogue;
import dev.mcpgateway.server.json.Json;
import dev.mcpgateway.server.message.McpRequest;
import dev.mcpgateway.server.message.RpcError;
import dev.mcpgateway.wire.McpHeaders;
import dev.mcpgateway.wire.McpMethod;
import dev.mcpgateway.wire.McpVersion;
import dev.mcpgateway.wire.MetaKeys;

/** Body and headers in, a request of one era out; everything that does not fit is an {@link RpcError}. */
public final class RequestReader {
    private final HeaderAgreement agreement;

    public RequestReader(ToolCatalogue catalogue) {
        this.agreement = new HeaderAgreement(catalogue);
    }

    Incoming read(HttpHeaders headers, byte[] body) {
        ObjectNode message = object(parse(body));
        if (!"2.0".equals(message.path("jsonrpc").asString(""))) {
            throw RpcError.invalidRequest("\"jsonrpc\" must be \"2.0\"");
        }
        JsonNode id = message.get("id");
        JsonNode method = message.get("method");
        if (method == null && (message.has("result") || message.has("error"))) {
            return new Incoming.Response();
        }
        if (method == null || !method.isString()) {
            throw RpcError.invalidRequest("\"method\" must be a string");
        }
        ObjectNode params = params(message);
        if (id == null) {
            return new Incoming.Notification(method.stringValue(), params);
        }
        if (!id.isString() && !id.isIntegralNumber()) {
            throw RpcError.invalidRequest("\"id\" must be a string or a whole number");
        }
        return new Incoming.Request(request(headers, id, method.stringValue(), params));
    }

    private static JsonNode parse(byte[] body) {
        try {
            return Json.MAPPER.readTree(body);
        } catch (JacksonException e) {
            throw RpcError.parse("The body is no JSON that can be read: " + e.getOriginalMessage());
        }
    }

    private static ObjectNode object(JsonNode json) {
        if (json instanceof ObjectNode object) {
            return object;
        }
        throw RpcError.invalidRequest(
                json.isArray()
                        ? "Batches are not supported; send one message per POST"
                        : "The body must be one JSON-RPC message");
    }

    private static ObjectNode params(ObjectNode message) {
        JsonNode params = message.path("params");
        if (params.isMissingNode()) {
            return Json.object();
        }
        if (params instanceof ObjectNode object) {
            return object;
        }
        throw RpcError.invalidRequest("\"params\" must be an object");
    }

    private McpRequest request(HttpHeaders headers, JsonNode id, String method, ObjectNode params) {
        try {
            McpRequest request = new McpRequest(id, method, params, version(headers, method, params));
            if (request.version().era() == McpVersion.Era.MODERN) {
                agreement.check(headers, request);
            }
            return request;
        } catch (RpcError error) {
            throw error.about(id);
        }
    }

    /** The envelope decides the era: a request that carries a version in its {@code _meta} is modern. */
    private static McpVersion version(HttpHeaders headers, String method, ObjectNode params) {
        JsonNode meta = params.path("_meta");
        JsonNode inBody = meta.path(MetaKeys.PROTOCOL_VERSION);
        String inHeader = headers.getFirst(McpHeaders.PROTOCOL_VERSION);
        if (inBody.isMissingNode()) {
            return legacy(inHeader, method);
        }
        HeaderAgreement.checkVersion(headers, inBody.asString(""));
        McpVersion version = McpVersion.of(inBody.asString(""))
                .filter(known -> known.era() == McpVersion.Era.MODERN)
                .orElseThrow(() -> RpcError.unsupportedVersion(inBody.asString("")));
        if (!meta.path(MetaKeys.CLIENT_CAPABILITIES).isObject()) {
            throw RpcError.missingMeta("params._meta must carry an object '" + MetaKeys.CLIENT_CAPABILITIES + "'");
        }
        return version;
    }

    private static McpVersion legacy(@Nullable String inHeader, String method) {
        // Opening negotiates: some clients already name a version in the header, and the body is what counts.
        if (inHeader == null || McpMethod.INITIALIZE.wire().equals(method)) {
            return McpVersion.UNSAID;
        }
        McpVersion version = McpVersion.of(inHeader).orElseThrow(() -> RpcError.unsupportedVersion(inHeader));
        if (version.era() == McpVersion.Era.MODERN) {
            throw RpcError.missingMeta(
                    "A request of " + inHeader + " must carry params._meta with '" + MetaKeys.PROTOCOL_VERSION + "'");
        }
        return version;
    }
}
