/**
 * Crossing over to a tool server: secret, identity, deadline, header hygiene, the answer relayed. Start at {@link
 * dev.mcpgateway.upstream.Crossing}; {@link dev.mcpgateway.upstream.Passage} is the way for calls that have no HTTP
 * exchange of their own.
 *
 * <p>Not here: whether a call may cross (the gates), or how an answer is written to a client (the doors).
 */
@NullMarked
package dev.mcpgateway.upstream;

import org.jspecify.annotations.NullMarked;
