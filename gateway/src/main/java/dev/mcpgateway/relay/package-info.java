/**
 * How an answer travels back. Nearly always as it came; start at {@link dev.mcpgateway.relay.Relay} for what is looked at
 * or cut on the way: lists hold only what the caller may use, and a task in an answer gets its owner.
 *
 * <p>Not here: getting the answer ({@code upstream}), or writing it to a client ({@code route}).
 */
@NullMarked
package dev.mcpgateway.relay;

import org.jspecify.annotations.NullMarked;
