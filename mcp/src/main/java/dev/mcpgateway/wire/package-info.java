/**
 * The words of MCP, spelt once: methods, versions, headers, {@code _meta} keys, error codes. Start at {@link
 * dev.mcpgateway.wire.McpMethod}. Pure Java: no framework, no I/O, no policy.
 *
 * <p>Not here: what a gateway decides about them, or how a server answers them.
 */
@NullMarked
package dev.mcpgateway.wire;

import org.jspecify.annotations.NullMarked;
