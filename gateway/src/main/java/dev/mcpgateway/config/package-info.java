/**
 * What operators wrote: tools.yaml and policy.yaml, validated together and held as one immutable {@link
 * dev.mcpgateway.config.Plan}, swapped by one reference. Start at {@link dev.mcpgateway.config.Plans}.
 *
 * <p>Not here: what a gate makes of a plan ({@link dev.mcpgateway.config.Plans#derive}), or anything about one call.
 */
@NullMarked
package dev.mcpgateway.config;

import org.jspecify.annotations.NullMarked;
