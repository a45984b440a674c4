/**
 * One request among others: which trace it belongs to ({@link dev.mcpgateway.trace.TraceParent}), and its spans where
 * operators want them ({@link dev.mcpgateway.trace.Tracing}, off by default).
 *
 * <p>Not here: the request's own id, which it has without any trace ({@code call}), or what its span says of it ({@code
 * edge}).
 */
@NullMarked
package dev.mcpgateway.trace;

import org.jspecify.annotations.NullMarked;
