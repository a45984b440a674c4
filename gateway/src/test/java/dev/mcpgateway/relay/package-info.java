@NullMarked
package dev.mcpgateway.relay;

import org.jspecify.annotations.NullMarked;
