/**
 * {@code ./up}: the whole stack in one command. Start at {@link dev.mcpgateway.local.Up}, then
 * {@link dev.mcpgateway.local.Stack}. A new service is one line in {@link dev.mcpgateway.local.Service} and its
 * settings in {@link dev.mcpgateway.local.Settings}. Not here: how processes, builds and folders work (below).
 */
@NullMarked
package dev.mcpgateway.local;

import org.jspecify.annotations.NullMarked;
