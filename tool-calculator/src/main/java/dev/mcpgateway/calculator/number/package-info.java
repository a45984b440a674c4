/**
 * Numbers that are never wrong in the last digit: exact fractions, correctly rounded roots, and a budget that refuses work
 * before it is done. Start at {@link dev.mcpgateway.calculator.number.Rational}. Plain Java.
 *
 * <p>Not here: tools, text other than a single number, units.
 */
@NullMarked
package dev.mcpgateway.calculator.number;

import org.jspecify.annotations.NullMarked;
