@NullMarked
package dev.mcpgateway.server.http;

import org.jspecify.annotations.NullMarked;
