/**
 * How a tool service starts: what an author declares ({@link dev.mcpgateway.server.boot.McpServer}, {@link
 * dev.mcpgateway.server.boot.McpServerApplication}) and what the kit puts together from it.
 */
@NullMarked
package dev.mcpgateway.server.boot;

import org.jspecify.annotations.NullMarked;
