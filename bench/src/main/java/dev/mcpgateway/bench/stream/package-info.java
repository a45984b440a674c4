/**
 * What do thousands of open streams cost, is every event delivered, and what is left when they are over? Start at
 * {@link dev.mcpgateway.bench.stream.StreamBench}. The tool and the clients are a thread each, lean on purpose: they
 * share the machine with the gateway between them.
 *
 * <p>Not here: the cost of a call; that is the room above.
 */
@NullMarked
package dev.mcpgateway.bench.stream;

import org.jspecify.annotations.NullMarked;
