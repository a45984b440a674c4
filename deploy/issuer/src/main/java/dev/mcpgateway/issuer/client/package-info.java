/**
 * Which program asks, and where an answer to it may go. Start at {@link dev.mcpgateway.issuer.client.Clients}.
 *
 * <p>Not here: whom it asks for ({@code grant}).
 */
@NullMarked
package dev.mcpgateway.issuer.client;

import org.jspecify.annotations.NullMarked;
