/**
 * Who calls? Start at {@link dev.mcpgateway.auth.Authenticator}: from an {@code Authorization} header to a {@link
 * dev.mcpgateway.call.Caller}, or a refusal that says what was wrong with the token.
 *
 * <p>Not here: what the caller may do ({@code policy}), or how a refusal looks on the wire ({@code edge}).
 */
@NullMarked
package dev.mcpgateway.auth;

import org.jspecify.annotations.NullMarked;
