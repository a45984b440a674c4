@NullMarked
package dev.mcpgateway.auth;

import org.jspecify.annotations.NullMarked;
