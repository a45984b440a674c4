/**
 * The keys tokens are signed with, and the file that keeps them. Start at {@link dev.mcpgateway.issuer.key.KeyFile}.
 *
 * <p>Not here: what is signed ({@code token}).
 */
@NullMarked
package dev.mcpgateway.issuer.key;

import org.jspecify.annotations.NullMarked;
