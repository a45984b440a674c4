/** The room above the broken one. */
@NullMarked
package dev.mcpgateway.house.broken.policy;

import org.jspecify.annotations.NullMarked;
