@NullMarked
package dev.mcpgateway.client;

import org.jspecify.annotations.NullMarked;
