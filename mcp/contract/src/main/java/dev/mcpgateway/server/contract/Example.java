package dev.mcpgateway.server.contract;

import tools.jackson.databind.node.ObjectNode;

import dev.mcpgateway.server.json.Json;

/**
 * A call of a tool that works, anywhere and again.
 *
 * @param arguments JSON, single quotes allowed: {@code {'operator': 'add', 'operands': ['1', '2']}}
 */
public record Example(String tool, String arguments) {
    ObjectNode json() {
        return (ObjectNode) Json.MAPPER.readTree(arguments.replace('\'', '"'));
    }

    @Override
    public String toString() {
        return tool + " " + arguments;
    }
}
