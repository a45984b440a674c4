/** What {@code dev.mcpgateway.local} promises. */
@NullMarked
package dev.mcpgateway.local;

import org.jspecify.annotations.NullMarked;
