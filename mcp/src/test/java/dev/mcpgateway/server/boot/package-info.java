@NullMarked
package dev.mcpgateway.server.boot;

import org.jspecify.annotations.NullMarked;
