package dev.mcpgateway.server.http;

import tools.jackson.databind.JsonNode;

import dev.mcpgateway.server.message.McpRequest;

/** What a body turned out to be. */
sealed interface Incoming {
    record Request(McpRequest request) implements Incoming {}

    record Notification(String method, JsonNode params) implements Incoming {}

    /** A legacy client answers a question. This server asks none, so nobody waits for it. */
    record Response() implements Incoming {}
}
