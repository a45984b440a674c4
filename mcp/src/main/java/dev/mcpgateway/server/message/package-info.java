/**
 * What passes between HTTP and the engine: a request whose envelope made sense, who stands behind it, the frames of its answer,
 * and the error it gets instead. Start at {@link dev.mcpgateway.server.message.McpRequest}.
 *
 * <p>Not here: what is done with them ({@code engine}), how they look on the wire of HTTP ({@code http}).
 */
@NullMarked
package dev.mcpgateway.server.message;

import org.jspecify.annotations.NullMarked;
