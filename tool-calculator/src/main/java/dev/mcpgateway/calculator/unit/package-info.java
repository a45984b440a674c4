/**
 * Units with exact factors, and what their dimensions allow. Start at {@link dev.mcpgateway.calculator.unit.Unit}.
 *
 * <p>Not here: how numbers work ({@code number}), how agents call it.
 */
@NullMarked
package dev.mcpgateway.calculator.unit;

import org.jspecify.annotations.NullMarked;
