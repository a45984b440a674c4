@NullMarked
package dev.mcpgateway.server;

import org.jspecify.annotations.NullMarked;
