/** How the way over to a tool server behaves, proved without one. */
@NullMarked
package dev.mcpgateway.upstream;

import org.jspecify.annotations.NullMarked;
