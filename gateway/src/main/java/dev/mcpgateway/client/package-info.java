/**
 * Our own questions to tool servers, in either era of the protocol. Start at {@link dev.mcpgateway.client.McpClient}; its
 * first users are the REST door and {@link dev.mcpgateway.client.Definitions}, which reads what servers offer.
 *
 * <p>Not here: a client's call, which is passed on as it came ({@code route}).
 */
@NullMarked
package dev.mcpgateway.client;

import org.jspecify.annotations.NullMarked;
