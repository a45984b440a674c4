/**
 * MCP without HTTP: a request goes in, frames come out, in either era. Start at {@link dev.mcpgateway.server.engine.McpEngine}.
 * Keeps nothing between requests but the calls that are running.
 *
 * <p>Not here: headers, statuses and streams ({@code http}); schemas ({@code json}).
 */
@NullMarked
package dev.mcpgateway.server.engine;

import org.jspecify.annotations.NullMarked;
