/**
 * What a tool author writes against: a tool is one bean, its input and output are records. Start at {@link
 * dev.mcpgateway.server.Tool}.
 *
 * <p>Not here: the protocol ({@code engine}), HTTP ({@code http}), how records become schemas ({@code json}), how it all
 * starts ({@code boot}), data a server lets clients read ({@code resource}).
 */
@NullMarked
package dev.mcpgateway.server;

import org.jspecify.annotations.NullMarked;
