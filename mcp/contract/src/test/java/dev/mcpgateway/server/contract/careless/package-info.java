@NullMarked
package dev.mcpgateway.server.contract.careless;

import org.jspecify.annotations.NullMarked;
