/**
 * The facts of one call and the words all gates share. Start at {@link dev.mcpgateway.call.McpCall} (what is asked),
 * {@link dev.mcpgateway.call.Gate} (what checks it) and {@link dev.mcpgateway.call.Pipeline} (the one list of order).
 *
 * <p>Not here: how a call is read from HTTP, what any gate decides, or anything that does I/O.
 */
@NullMarked
package dev.mcpgateway.call;

import org.jspecify.annotations.NullMarked;
