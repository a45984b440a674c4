/**
 * Data a server lets clients read by URI. Start at {@link dev.mcpgateway.server.resource.Resources}: one optional bean.
 *
 * <p>Not here: how they travel ({@code engine}), nor tools that link to them ({@code dev.mcpgateway.server}).
 */
@NullMarked
package dev.mcpgateway.server.resource;

import org.jspecify.annotations.NullMarked;
