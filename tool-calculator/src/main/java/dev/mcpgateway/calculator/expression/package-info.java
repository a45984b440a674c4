/**
 * Text or an operator with operands becomes a calculation. Start at {@link dev.mcpgateway.calculator.expression.Expression}.
 *
 * <p>Not here: how numbers work ({@code number}), how agents call it.
 */
@NullMarked
package dev.mcpgateway.calculator.expression;

import org.jspecify.annotations.NullMarked;
