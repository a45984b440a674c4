package dev.mcpgateway.server.message;

import tools.jackson.databind.node.ObjectNode;

import dev.mcpgateway.server.json.Json;

/**
 * One message of an answer.
 *
 * @param last the response itself; what came before are notifications
 */
public record Frame(ObjectNode message, boolean last) {
    public static Frame result(McpRequest request, ObjectNode result) {
        if (request.modern()) {
            result.put("resultType", "complete");
        }
        ObjectNode message = Json.object().put("jsonrpc", "2.0");
        message.set("id", request.id());
        return new Frame(message.set("result", result), true);
    }

    public static Frame failure(McpRequest request, RpcError error) {
        return new Frame(error.about(request.id()).message(), true);
    }

    public static Frame notification(String method, ObjectNode params) {
        ObjectNode message = Json.object().put("jsonrpc", "2.0").put("method", method);
        return new Frame(message.set("params", params), false);
    }
}
