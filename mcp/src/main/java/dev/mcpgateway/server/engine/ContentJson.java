package dev.mcpgateway.server.engine;

import tools.jackson.databind.node.ObjectNode;

import dev.mcpgateway.server.Content;
import dev.mcpgateway.server.json.Json;

/** How a content block looks on the wire: its record's components and a {@code type}. */
final class ContentJson {
    private ContentJson() {}

    static ObjectNode of(Content block) {
        ObjectNode json = Json.object().put("type", type(block));
        json.setAll(Json.MAPPER.<ObjectNode>valueToTree(block));
        return json;
    }

    private static String type(Content block) {
        if (block instanceof Content.Text) {
            return "text";
        } else if (block instanceof Content.Image) {
            return "image";
        } else if (block instanceof Content.Audio) {
            return "audio";
        } else if (block instanceof Content.Embedded) {
            return "resource";
        } else {
            return "resource_link";
        }
    }
}
