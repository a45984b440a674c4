package dev.mcpgateway.call;

import java.nio.ByteBuffer;
import java.util.Optional;

import dev.mcpgateway.wire.McpMethod;
import dev.mcpgateway.wire.McpVersion;

/**
 * One JSON-RPC request or notification: its bytes exactly as they came, and what was read from them on the way.
 *
 * @param body to be read through {@link ByteBuffer#duplicate()}, so that its position never moves
 * @param id the JSON of the id ({@code 7}, {@code "a"}); empty for a notification
 * @param name what a {@link McpMethod.Kind#USE} names: the tool, the prompt, the resource's URI
 * @param arguments where the arguments stand in the body
 * @param client name and version as the client says them; believed by nobody
 */
public record McpMessage(
        ByteBuffer body,
        McpVersion version,
        McpMethod method,
        Optional<String> id,
        Optional<String> name,
        Range arguments,
        Optional<String> client) {

    /** A part of the body. */
    public record Range(int from, int to) {
        public static final Range NONE = new Range(0, 0);

        public int length() {
            return to - from;
        }
    }
}
