@NullMarked
package dev.mcpgateway.house;

import org.jspecify.annotations.NullMarked;
