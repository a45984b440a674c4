package dev.mcpgateway.calculator;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import com.fasterxml.jackson.annotation.JsonProperty;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import reactor.core.publisher.Mono;

import dev.mcpgateway.calculator.number.Answer;
import dev.mcpgateway.calculator.number.Decimal;
import dev.mcpgateway.calculator.number.Refusal;
import dev.mcpgateway.calculator.number.Work;
import dev.mcpgateway.calculator.unit.Quantity;
import dev.mcpgateway.calculator.unit.Unit;
import dev.mcpgateway.server.Described;
import dev.mcpgateway.server.Tool;
import dev.mcpgateway.server.ToolContext;
import dev.mcpgateway.server.ToolError;
import dev.mcpgateway.server.ToolResult;
import dev.mcpgateway.server.ToolSpec;

/** Two quantities, one operation, dimensions checked. */
@Component
final class ExactUnitArithmetic implements Tool<ExactUnitArithmetic.Input, ExactUnitArithmetic.Output> {
    enum Operation {
        @JsonProperty("add")
        ADD,
        @JsonProperty("sub")
        SUB,
        @JsonProperty("mul")
        MUL,
        @JsonProperty("div")
        DIV
    }

    record Measured(
            @Described("How many, as a decimal string") String value,

            @Described("Of which unit, such as m, kg or km/h; \"1\" for a plain number")
            String unit) {}

    record Input(
            @Described("What to do; add and sub need like quantities")
            Operation operator,

            @Described("The left quantity") Measured left,
            @Described("The right quantity") Measured right,

            @Nullable
            @Described("Unit of the result; without it the left unit for add and sub, base units for mul and div")
            String result_unit,

            @Min(1) @Max(100) @Described(value = "Significant digits of the rounded value", byDefault = "28")
            int precision) {}

    record Output(
            @Described("How many, rounded half to even to the precision asked for")
            String value,

            @Described("Of which unit; 1 for a plain number")
            String unit,

            @Described("Whether value is known to be the result itself, not a rounding of it")
            boolean exact,

            @Nullable @Described("The result as a fraction in lowest terms, where it has a short one")
            String fraction) {}

    @Override
    public ToolSpec<Input, Output> spec() {
        return ToolSpec.of("exact_unit_arithmetic", Input.class, Output.class)
                .title("Exact arithmetic with units")
                .description(
                        "Adds, subtracts, multiplies or divides two quantities with units, exactly: 2 m + 3 ft = 2.9144 m."
                                + " Refuses what does not fit together, such as metres plus seconds. Temperatures must be in K or R"
                                + " here, because a sum of two points on the Celsius scale has no meaning.")
                .readOnly();
    }

    @Override
    public Mono<ToolResult<Output>> call(Input input, ToolContext context) {
        return context.compute(() -> calculate(input))
                .map(output -> ToolResult.of(output, output.value() + " " + output.unit()))
                .onErrorMap(Refusal.class, refused -> new ToolError(refused.text()));
    }

    private static Output calculate(Input input) {
        Work once = Work.first(input.precision());
        Unit unit = resultUnit(input, quantity(input, once));
        Answer answer = Answer.of(work -> quantity(input, work).in(unit, work), input.precision());
        ExactNumber number = ExactNumber.of(answer, input.precision());
        return new Output(number.value(), unit.symbol(), number.exact(), number.fraction());
    }

    private static Quantity quantity(Input input, Work work) {
        Quantity left = quantity(input.left(), work);
        Quantity right = quantity(input.right(), work);
        return switch (input.operator()) {
            case ADD -> left.plus(right, work);
            case SUB -> left.minus(right, work);
            case MUL -> left.times(right, work);
            case DIV -> left.dividedBy(right, work);
        };
    }

    private static Quantity quantity(Measured measured, Work work) {
        return Quantity.of(Decimal.parse(measured.value()), noScale(Unit.parse(measured.unit())), work);
    }

    private static Unit resultUnit(Input input, Quantity result) {
        if (input.result_unit() != null) {
            return noScale(Unit.parse(input.result_unit()));
        }
        return Unit.parse(
                input.operator() == Operation.ADD || input.operator() == Operation.SUB
                        ? input.left().unit()
                        : result.dimension().baseUnit());
    }

    private static Unit noScale(Unit unit) {
        if (unit.isScale()) {
            throw new Refusal("'" + unit.symbol()
                    + "' is a temperature scale, and arithmetic on its points has no meaning. Convert to K first.");
        }
        return unit;
    }
}
