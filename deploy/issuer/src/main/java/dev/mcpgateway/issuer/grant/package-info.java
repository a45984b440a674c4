/**
 * What was granted and not yet fetched: authorization codes and refresh tokens. Start at {@link
 * dev.mcpgateway.issuer.grant.Grants}.
 *
 * <p>Not here: who asks ({@code client}), what the token will say ({@code token}).
 */
@NullMarked
package dev.mcpgateway.issuer.grant;

import org.jspecify.annotations.NullMarked;
