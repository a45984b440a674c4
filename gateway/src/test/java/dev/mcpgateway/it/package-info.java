@NullMarked
package dev.mcpgateway.it;

import org.jspecify.annotations.NullMarked;
