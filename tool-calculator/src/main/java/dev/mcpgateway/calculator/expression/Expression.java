package dev.mcpgateway.calculator.expression;

import java.util.function.BiFunction;
import java.util.function.Function;

import dev.mcpgateway.calculator.number.Enclosure;
import dev.mcpgateway.calculator.number.Rational;
import dev.mcpgateway.calculator.number.Work;

/** A calculation that can be done again with more digits. */
public sealed interface Expression extends Function<Work, Enclosure> {
    record Literal(Rational value) implements Expression {
        @Override
        public Enclosure apply(Work work) {
            return Enclosure.exactly(value);
        }
    }

    record Unary(BiFunction<Work, Enclosure, Enclosure> step, Expression of) implements Expression {
        @Override
        public Enclosure apply(Work work) {
            return step.apply(work, of.apply(work));
        }
    }

    record Binary(Step step, Expression left, Expression right) implements Expression {
        /** One operation of {@link Work}. */
        interface Step {
            Enclosure apply(Work work, Enclosure left, Enclosure right);
        }

        @Override
        public Enclosure apply(Work work) {
            return step.apply(work, left.apply(work), right.apply(work));
        }
    }
}
