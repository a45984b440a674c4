/** What {@code dev.mcpgateway.local.host} promises. */
@NullMarked
package dev.mcpgateway.local.host;

import org.jspecify.annotations.NullMarked;
