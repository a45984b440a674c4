@NullMarked
package dev.mcpgateway.call;

import org.jspecify.annotations.NullMarked;
