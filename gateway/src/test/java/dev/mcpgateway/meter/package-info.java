@NullMarked
package dev.mcpgateway.meter;

import org.jspecify.annotations.NullMarked;
