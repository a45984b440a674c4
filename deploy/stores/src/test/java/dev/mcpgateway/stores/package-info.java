@NullMarked
package dev.mcpgateway.stores;

import org.jspecify.annotations.NullMarked;
