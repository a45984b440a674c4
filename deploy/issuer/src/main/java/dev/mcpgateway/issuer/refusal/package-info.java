/**
 * How a request is turned down, whoever finds out. One type: {@link dev.mcpgateway.issuer.refusal.Refusal}.
 *
 * <p>Not here: how it is rendered ({@code http}).
 */
@NullMarked
package dev.mcpgateway.issuer.refusal;

import org.jspecify.annotations.NullMarked;
