/**
 * What becomes of a gateway that works for a while, with its stores, its tool and its clients failing now and then?
 * Start at {@link dev.mcpgateway.bench.soak.Soak}.
 *
 * <p>Not here: figures worth comparing; the load is steady and far from what the gateway could carry.
 */
@NullMarked
package dev.mcpgateway.bench.soak;

import org.jspecify.annotations.NullMarked;
