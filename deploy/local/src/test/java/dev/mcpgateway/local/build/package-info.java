/** What {@code dev.mcpgateway.local.build} promises. */
@NullMarked
package dev.mcpgateway.local.build;

import org.jspecify.annotations.NullMarked;
