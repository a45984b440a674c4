@NullMarked
package dev.mcpgateway.server.contract;

import org.jspecify.annotations.NullMarked;
