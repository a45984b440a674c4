@NullMarked
package dev.mcpgateway.limit;

import org.jspecify.annotations.NullMarked;
