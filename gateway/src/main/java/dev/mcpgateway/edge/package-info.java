/**
 * MCP over HTTP: the filters around every request, in the order of {@link dev.mcpgateway.call.Pipeline}, from raw bytes
 * to a call ({@code Envelope}) and from a failure to a response ({@code Renderer}). Start at {@link
 * dev.mcpgateway.edge.CurrentCall}, what one exchange carries.
 *
 * <p>Not here: which route a call takes ({@code route}), or any decision about it (the gates).
 */
@NullMarked
package dev.mcpgateway.edge;

import org.jspecify.annotations.NullMarked;
