package dev.mcpgateway.server.message;

import java.util.List;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

import dev.mcpgateway.server.json.Json;
import dev.mcpgateway.wire.ErrorCodes;
import dev.mcpgateway.wire.McpVersion;

/** A request that gets a JSON-RPC error. Expected, so it carries no stack trace. */
public final class RpcError extends RuntimeException {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    // Outside JSON-RPC's reserved range, as MCP asks: −(31000 + HTTP status). The same rule as the gateway's.
    private static final int OWN_CODES = -31000;

    private final int status;
    private final int code;
    private final transient @Nullable ObjectNode data;
    private final transient @Nullable JsonNode about;

    private RpcError(int status, int code, String message, @Nullable ObjectNode data) {
        this(status, code, message, data, null);
    }

    private RpcError(int status, int code, String message, @Nullable ObjectNode data, @Nullable JsonNode about) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.data = data;
        this.about = about;
    }

    /** The same, once the id of the request it answers is known. */
    public RpcError about(JsonNode id) {
        return new RpcError(status, code, String.valueOf(getMessage()), data, id);
    }

    public static RpcError parse(String message) {
        return new RpcError(BAD_REQUEST, ErrorCodes.PARSE_ERROR, message, null);
    }

    public static RpcError invalidRequest(String message) {
        return new RpcError(BAD_REQUEST, ErrorCodes.INVALID_REQUEST, message, null);
    }

    public static RpcError headerMismatch(String message) {
        return new RpcError(BAD_REQUEST, ErrorCodes.HEADER_MISMATCH, message, null);
    }

    /** The envelope itself lacks what every modern request must carry. */
    public static RpcError missingMeta(String message) {
        return new RpcError(BAD_REQUEST, ErrorCodes.INVALID_PARAMS, message, null);
    }

    public static RpcError invalidParams(String message) {
        return new RpcError(OK, ErrorCodes.INVALID_PARAMS, message, null);
    }

    /** Modern clients want 404, legacy ones show a status other than 200 as a broken transport. */
    public static RpcError unknownMethod(String method, McpVersion version) {
        int status = version.era() == McpVersion.Era.MODERN ? NOT_FOUND : OK;
        return new RpcError(
                status, ErrorCodes.METHOD_NOT_FOUND, "Method '" + method + "' is not offered by this server", null);
    }

    public static RpcError unsupportedVersion(String requested) {
        ObjectNode data = Json.object().put("requested", requested);
        data.set("supported", Json.MAPPER.valueToTree(McpVersion.supported()));
        return new RpcError(
                BAD_REQUEST,
                ErrorCodes.UNSUPPORTED_VERSION,
                "Protocol version '" + requested + "' is not supported; use one of " + McpVersion.supported(),
                data);
    }

    public static RpcError missingCapabilities(List<String> missing) {
        ObjectNode data = Json.object();
        ObjectNode required = data.putObject("requiredCapabilities");
        missing.forEach(required::putObject);
        return new RpcError(
                BAD_REQUEST,
                ErrorCodes.MISSING_CLIENT_CAPABILITY,
                "This tool needs a client with " + String.join(", ", missing),
                data);
    }

    public static RpcError resourceNotFound(String uri, McpVersion version) {
        // The code every era before 2026-07-28 used; since then a missing resource is an invalid parameter.
        int code = version.era() == McpVersion.Era.MODERN ? ErrorCodes.INVALID_PARAMS : -32002;
        return new RpcError(
                OK, code, "Resource not found: " + uri, Json.object().put("uri", uri));
    }

    public static RpcError internal(String requestId) {
        return new RpcError(
                OK,
                ErrorCodes.INTERNAL_ERROR,
                "The tool failed for a reason of its own; its log has the details under request id " + requestId,
                Json.object().put("requestId", requestId));
    }

    /** One of our own: refused at the door, too busy, too slow. */
    public static RpcError own(int httpStatus, boolean insideOk, String reason, String message) {
        return new RpcError(
                insideOk ? OK : httpStatus,
                OWN_CODES - httpStatus,
                message,
                Json.object().put("reason", reason));
    }

    public int status() {
        return status;
    }

    /** The message that tells it; its id is null where none could be read. */
    public ObjectNode message() {
        ObjectNode error = Json.object().put("code", code).put("message", getMessage());
        if (data != null) {
            error.set("data", data);
        }
        ObjectNode answer = Json.object().put("jsonrpc", "2.0");
        answer.set("id", about == null ? NullNode.getInstance() : about);
        return answer.set("error", error);
    }
}
