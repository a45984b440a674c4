package dev.mcpgateway.calculator;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import reactor.core.publisher.Mono;

import dev.mcpgateway.calculator.number.Answer;
import dev.mcpgateway.calculator.number.Decimal;
import dev.mcpgateway.calculator.number.Rational;
import dev.mcpgateway.calculator.number.Refusal;
import dev.mcpgateway.calculator.unit.Quantity;
import dev.mcpgateway.calculator.unit.Unit;
import dev.mcpgateway.server.Described;
import dev.mcpgateway.server.Tool;
import dev.mcpgateway.server.ToolContext;
import dev.mcpgateway.server.ToolError;
import dev.mcpgateway.server.ToolResult;
import dev.mcpgateway.server.ToolSpec;

/** The same quantity in another unit. */
@Component
final class ExactConvertUnits implements Tool<ExactConvertUnits.Input, ExactConvertUnits.Output> {
    record Input(
            @Described("How many, as a decimal string") String value,

            @Described("From which unit, such as ft, km/h, lb, C, MiB or kg*m/s^2")
            String from_unit,

            @Described("Into which unit of the same kind") String to_unit,

            @Min(1) @Max(100) @Described(value = "Significant digits of the rounded value", byDefault = "28")
            int precision) {}

    record Output(
            @Described("How many in to_unit, rounded half to even to the precision asked for")
            String value,

            @Described("to_unit") String unit,

            @Described("Whether value is known to be the result itself, not a rounding of it")
            boolean exact,

            @Nullable @Described("The result as a fraction in lowest terms, where it has a short one")
            String fraction,

            @Nullable
            @Described("What one from_unit is in to_unit, as an exact fraction; absent between temperature scales")
            String factor) {}

    @Override
    public ToolSpec<Input, Output> spec() {
        return ToolSpec.of("exact_convert_units", Input.class, Output.class)
                .title("Exact unit conversion")
                .description(
                        "Converts between units of length, mass, time, temperature, area, volume, speed and data, and"
                                + " products of them such as km/h. Factors are exact fractions; only the last step rounds (half to"
                                + " even). Gallons, cups and the like are US ones, kB is 1000 bytes and KiB 1024.")
                .readOnly();
    }

    @Override
    public Mono<ToolResult<Output>> call(Input input, ToolContext context) {
        return context.compute(() -> convert(input))
                .map(output -> ToolResult.of(output, output.value() + " " + output.unit()))
                .onErrorMap(Refusal.class, refused -> new ToolError(refused.text()));
    }

    private static Output convert(Input input) {
        Rational value = Decimal.parse(input.value());
        Unit from = Unit.parse(input.from_unit());
        Unit to = Unit.parse(input.to_unit());
        Answer answer = Answer.of(work -> Quantity.of(value, from, work).in(to, work), input.precision());
        ExactNumber number = ExactNumber.of(answer, input.precision());
        String factor = from.isScale() || to.isScale()
                ? null
                : from.factor().dividedBy(to.factor()).toString();
        return new Output(number.value(), to.symbol(), number.exact(), number.fraction(), factor);
    }
}
