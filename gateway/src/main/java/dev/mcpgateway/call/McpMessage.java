package dev.mcpgateway.call;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

import dev.mcpgateway.config.PolicySpec;
import dev.mcpgateway.wire.McpMethod;
import dev.mcpgateway.wire.McpVersion;

/**
 * What a client sent: its bytes exactly as they came, and what was read from them on the way.
 *
 * @param body to be read through {@link ByteBuffer#duplicate()}, so that its position never moves
 * @param id the JSON of the id ({@code 7}, {@code "a"}); empty for a notification
 * @param name what a {@link McpMethod.Kind#USE} or {@link McpMethod.Kind#TASK} names: the tool, the prompt, the
 *     resource's URI, the task
 * @param kind what kind of thing {@code name} is
 * @param watched the URIs a {@code subscriptions/listen} wants to hear about
 * @param mayBecomeTask the client can take a task in place of an answer
 * @param arguments where the arguments stand in the body
 * @param client name and version as the client says them; believed by nobody
 */
public record McpMessage(
        ByteBuffer body,
        McpVersion version,
        McpMethod method,
        Optional<String> id,
        Optional<String> name,
        PolicySpec.Kind kind,
        List<String> watched,
        boolean mayBecomeTask,
        Range arguments,
        Optional<String> client) {

    private static final ByteBuffer NO_BODY = ByteBuffer.allocate(0).asReadOnlyBuffer();

    /** A part of the body. */
    public record Range(int from, int to) {
        public static final Range NONE = new Range(0, 0);

        public int length() {
            return to - from;
        }
    }

    /** What HTTP itself says, without a body: {@link McpMethod#SESSION_STREAM} or {@link McpMethod#SESSION_END}. */
    public static McpMessage bodiless(McpMethod method, McpVersion version) {
        return plain(NO_BODY, version, method, Optional.empty());
    }

    /** A message that names nothing. */
    public static McpMessage plain(ByteBuffer body, McpVersion version, McpMethod method, Optional<String> id) {
        return new McpMessage(
                body,
                version,
                method,
                id,
                Optional.empty(),
                PolicySpec.Kind.TOOL,
                List.of(),
                false,
                Range.NONE,
                Optional.empty());
    }
}
