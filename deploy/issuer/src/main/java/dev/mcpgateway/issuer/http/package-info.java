/**
 * How requests are read and answered. Start at {@link
 * dev.mcpgateway.issuer.http.MintEndpoint}, the simplest way to a token; a refusal is answered in {@link
 * dev.mcpgateway.issuer.http.RefusalRenderer}.
 *
 * <p>Not here: what a token says ({@code token}).
 */
@NullMarked
package dev.mcpgateway.issuer.http;

import org.jspecify.annotations.NullMarked;
