@NullMarked
package dev.mcpgateway.wire;

import org.jspecify.annotations.NullMarked;
