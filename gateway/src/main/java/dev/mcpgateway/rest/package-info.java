/**
 * The gateway's own small API beside MCP: {@code /health}, {@code /me}, {@code /mcp/invoke}, and what OAuth clients read
 * first.
 *
 * <p>Not here: anything about MCP on the wire ({@code edge}), or what only operators see ({@code admin}).
 */
@NullMarked
package dev.mcpgateway.rest;

import org.jspecify.annotations.NullMarked;
