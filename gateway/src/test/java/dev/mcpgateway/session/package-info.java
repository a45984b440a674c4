@NullMarked
package dev.mcpgateway.session;

import org.jspecify.annotations.NullMarked;
