@NullMarked
package dev.mcpgateway.template;

import org.jspecify.annotations.NullMarked;
