/**
 * One request among others: which trace it belongs to ({@link dev.mcpgateway.trace.TraceParent}).
 *
 * <p>Not here: the request's own id, which it has without any trace ({@code call}).
 */
@NullMarked
package dev.mcpgateway.trace;

import org.jspecify.annotations.NullMarked;
