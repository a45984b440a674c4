@NullMarked
package dev.mcpgateway.server.engine;

import org.jspecify.annotations.NullMarked;
