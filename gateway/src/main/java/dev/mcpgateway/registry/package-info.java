/**
 * What do the servers offer, now and before? Start at {@link dev.mcpgateway.registry.Registry}: brings each plan's
 * servers and tools into Postgres, where what disappeared stays, marked inactive.
 *
 * <p>Not here: anything on the way of a call; that reads the plan in memory.
 */
@NullMarked
package dev.mcpgateway.registry;

import org.jspecify.annotations.NullMarked;
