@NullMarked
package dev.mcpgateway.policy;

import org.jspecify.annotations.NullMarked;
