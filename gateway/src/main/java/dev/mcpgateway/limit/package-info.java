/**
 * How much may this caller still do? Start at {@link dev.mcpgateway.limit.LimitGate}. Rates are token buckets shared
 * through Redis, all limits of a call in one trip; while Redis is away the same arithmetic runs on buckets of this
 * process.
 *
 * <p>Not here: whether the call is allowed at all ({@code policy}), or room at the tool ({@code upstream}).
 */
@NullMarked
package dev.mcpgateway.limit;

import org.jspecify.annotations.NullMarked;
