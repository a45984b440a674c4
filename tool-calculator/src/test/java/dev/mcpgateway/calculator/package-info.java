@NullMarked
package dev.mcpgateway.calculator;

import org.jspecify.annotations.NullMarked;
