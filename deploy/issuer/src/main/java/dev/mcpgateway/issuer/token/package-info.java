/**
 * What a token says. Start at {@link dev.mcpgateway.issuer.token.AccessTokens}.
 *
 * <p>Not here: who may ask for one ({@code http}), with what it is signed ({@code key}).
 */
@NullMarked
package dev.mcpgateway.issuer.token;

import org.jspecify.annotations.NullMarked;
