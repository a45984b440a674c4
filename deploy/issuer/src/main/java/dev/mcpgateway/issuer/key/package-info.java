/**
 * The keys tokens are signed with, the file that keeps them, and what else is sealed or digested. Start at {@link
 * dev.mcpgateway.issuer.key.KeyFile}.
 *
 * <p>Not here: what is signed ({@code token}).
 */
@NullMarked
package dev.mcpgateway.issuer.key;

import org.jspecify.annotations.NullMarked;
