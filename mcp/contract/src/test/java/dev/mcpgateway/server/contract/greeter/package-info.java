@NullMarked
package dev.mcpgateway.server.contract.greeter;

import org.jspecify.annotations.NullMarked;
