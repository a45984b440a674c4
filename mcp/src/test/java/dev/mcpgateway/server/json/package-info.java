@NullMarked
package dev.mcpgateway.server.json;

import org.jspecify.annotations.NullMarked;
