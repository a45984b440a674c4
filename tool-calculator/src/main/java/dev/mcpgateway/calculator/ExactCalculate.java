package dev.mcpgateway.calculator;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import reactor.core.publisher.Mono;

import dev.mcpgateway.calculator.expression.Expression;
import dev.mcpgateway.calculator.expression.Operator;
import dev.mcpgateway.calculator.expression.Parser;
import dev.mcpgateway.calculator.number.Answer;
import dev.mcpgateway.calculator.number.Decimal;
import dev.mcpgateway.calculator.number.Refusal;
import dev.mcpgateway.server.Described;
import dev.mcpgateway.server.Tool;
import dev.mcpgateway.server.ToolContext;
import dev.mcpgateway.server.ToolError;
import dev.mcpgateway.server.ToolResult;
import dev.mcpgateway.server.ToolSpec;

/** One operation over a list of numbers, or a whole expression. */
@Component
final class ExactCalculate implements Tool<ExactCalculate.Input, ExactNumber> {
    private static final int MAX_OPERANDS = 1_000;

    record Input(
            @Nullable @Described("What to do with the operands, from left to right. Not together with expression.")
            Operator operator,

            @Nullable
            @Size(min = 1, max = MAX_OPERANDS)
            @Described("Decimal strings such as \"1.2\" or \"-3e8\". sqrt takes one, pow and mod two.")
            List<String> operands,

            @Nullable
            @Size(min = 1, max = Parser.MAX_LENGTH)
            @Described("Instead of operator and operands: + - * / % ^, parentheses, sqrt(…), abs(…).")
            String expression,

            @Min(1) @Max(100) @Described(value = "Significant digits of the rounded value", byDefault = "28")
            int precision) {}

    @Override
    public ToolSpec<Input, ExactNumber> spec() {
        return ToolSpec.of("exact_calculate", Input.class, ExactNumber.class)
                .title("Exact calculation")
                .description(
                        "Calculates without floating point: add, sub, mul, div, pow, mod, sqrt, or a whole expression."
                                + " The value is correctly rounded (half to even) to the precision asked for; the exact fraction"
                                + " comes along where there is one. mod has the sign of the divisor. Refuses work that would be"
                                + " too large, such as 9^9^9^9.")
                .readOnly();
    }

    @Override
    public Mono<ToolResult<ExactNumber>> call(Input input, ToolContext context) {
        return context.compute(() -> ExactNumber.of(Answer.of(expression(input), input.precision()), input.precision()))
                .map(number -> ToolResult.of(number, number.sentence()))
                .onErrorMap(Refusal.class, refused -> new ToolError(refused.text()));
    }

    private static Expression expression(Input input) {
        if (input.expression() != null && input.operator() == null && input.operands() == null) {
            return Parser.parse(input.expression());
        }
        if (input.expression() == null && input.operator() != null && input.operands() != null) {
            return input.operator()
                    .over(input.operands().stream()
                            .map(operand -> new Expression.Literal(Decimal.parse(operand)))
                            .toList());
        }
        throw new Refusal("Give either 'operator' with 'operands', or 'expression' alone.");
    }
}
