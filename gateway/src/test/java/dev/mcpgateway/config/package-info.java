@NullMarked
package dev.mcpgateway.config;

import org.jspecify.annotations.NullMarked;
