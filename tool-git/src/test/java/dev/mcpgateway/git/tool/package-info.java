/** What the tools do with a caller's arguments, and with a caller who has gone. */
@NullMarked
package dev.mcpgateway.git.tool;

import org.jspecify.annotations.NullMarked;
