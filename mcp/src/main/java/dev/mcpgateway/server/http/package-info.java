/**
 * MCP over HTTP: one endpoint that answers with JSON or a stream, the door before it, and health. Start at {@link
 * dev.mcpgateway.server.http.McpEndpoint}.
 *
 * <p>Not here: what the methods mean ({@code engine}).
 */
@NullMarked
package dev.mcpgateway.server.http;

import org.jspecify.annotations.NullMarked;
