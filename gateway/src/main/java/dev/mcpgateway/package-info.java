/** The gateway's top: starts everything below. */
@NullMarked
package dev.mcpgateway;

import org.jspecify.annotations.NullMarked;
