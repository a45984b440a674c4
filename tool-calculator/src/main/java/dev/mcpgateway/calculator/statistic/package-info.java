/**
 * What can be said of a list of numbers. Start at {@link dev.mcpgateway.calculator.statistic.Statistic}.
 *
 * <p>Not here: how numbers work ({@code number}), how agents call it.
 */
@NullMarked
package dev.mcpgateway.calculator.statistic;

import org.jspecify.annotations.NullMarked;
