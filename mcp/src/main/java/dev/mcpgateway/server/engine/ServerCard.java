package dev.mcpgateway.server.engine;

import java.util.Optional;

import tools.jackson.databind.node.ObjectNode;

import dev.mcpgateway.server.json.Json;

/** How the server introduces itself. */
public record ServerCard(String name, String title, String version, Optional<String> instructions) {
    ObjectNode json() {
        return Json.object().put("name", name).put("title", title).put("version", version);
    }
}
