/**
 * How much may this caller still do? Start at {@link dev.mcpgateway.limit.LimitGate}. Rates and quotas are buckets shared
 * through Redis, all limits of a call in one trip, and mostly without one: this process holds a little of them in
 * advance ({@code Account}, {@code Leases}). While Redis is away each gateway keeps its share.
 *
 * <p>Not here: whether the call is allowed at all ({@code policy}), or room at the tool ({@code upstream}).
 */
@NullMarked
package dev.mcpgateway.limit;

import org.jspecify.annotations.NullMarked;
