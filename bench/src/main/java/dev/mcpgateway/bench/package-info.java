/**
 * What does a call cost, beside the proxies one would use instead? Start at {@link dev.mcpgateway.bench.Bench}: one run
 * starts every contestant as a real process on loopback, calls them in turn and reports ratios. Its figures are
 * {@code Measurement} (calls of each {@code CallKind} beside other proxies), {@code Variants} (the gateway with one thing
 * different in each {@code Variant}), {@code HalfLoad} (latency) and {@code Isolation}; each tool alone is {@code ToolBench}.
 *
 * <p>Not here: any code of the gateway; it is measured as the jar that ships.
 */
@NullMarked
package dev.mcpgateway.bench;

import org.jspecify.annotations.NullMarked;
