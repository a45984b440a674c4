/**
 * How programs sign in: registration, authorization code with PKCE, refresh, client credentials (OAuth 2.1). Start at {@link
 * dev.mcpgateway.issuer.oauth.AuthorizeEndpoint}, where a sign-in starts.
 *
 * <p>Not here: the plain token for scripts and what is common to all endpoints ({@code http}).
 */
@NullMarked
package dev.mcpgateway.issuer.oauth;

import org.jspecify.annotations.NullMarked;
