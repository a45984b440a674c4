@NullMarked
package dev.mcpgateway.edge;

import org.jspecify.annotations.NullMarked;
