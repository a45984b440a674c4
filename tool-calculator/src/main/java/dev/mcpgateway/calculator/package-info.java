/**
 * Exact arithmetic as a tool service: what agents see. Start at {@link dev.mcpgateway.calculator.CalculatorApplication}.
 *
 * <p>Not here: how numbers work ({@code number}), how text becomes a calculation ({@code expression}).
 */
@NullMarked
package dev.mcpgateway.calculator;

import org.jspecify.annotations.NullMarked;
