@NullMarked
package dev.mcpgateway.trace;

import org.jspecify.annotations.NullMarked;
