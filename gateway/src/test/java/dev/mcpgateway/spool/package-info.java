@NullMarked
package dev.mcpgateway.spool;

import org.jspecify.annotations.NullMarked;
