@NullMarked
package dev.mcpgateway.audit;

import org.jspecify.annotations.NullMarked;
