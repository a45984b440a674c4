/** What {@code dev.mcpgateway.local.process} promises. */
@NullMarked
package dev.mcpgateway.local.process;

import org.jspecify.annotations.NullMarked;
