@NullMarked
package dev.mcpgateway.store;

import org.jspecify.annotations.NullMarked;
