/**
 * A token issuer for development: it signs in anybody who asks, so it stays on this machine. Start at {@link
 * dev.mcpgateway.issuer.IssuerApplication}; what it takes from its surroundings is in {@code IssuerSettings}.
 *
 * <p>Not here: keys ({@code key}), what a token says ({@code token}), how requests are read and answered ({@code http}).
 */
@NullMarked
package dev.mcpgateway.issuer;

import org.jspecify.annotations.NullMarked;
