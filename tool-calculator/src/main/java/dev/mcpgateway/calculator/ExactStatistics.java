package dev.mcpgateway.calculator;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import reactor.core.publisher.Mono;

import dev.mcpgateway.calculator.number.Answer;
import dev.mcpgateway.calculator.number.Decimal;
import dev.mcpgateway.calculator.number.Enclosure;
import dev.mcpgateway.calculator.number.Rational;
import dev.mcpgateway.calculator.number.Refusal;
import dev.mcpgateway.calculator.number.Work;
import dev.mcpgateway.calculator.statistic.Sample;
import dev.mcpgateway.calculator.statistic.Statistic;
import dev.mcpgateway.server.Described;
import dev.mcpgateway.server.Tool;
import dev.mcpgateway.server.ToolContext;
import dev.mcpgateway.server.ToolError;
import dev.mcpgateway.server.ToolResult;
import dev.mcpgateway.server.ToolSpec;

/** One statistic of a list of numbers. */
@Component
final class ExactStatistics implements Tool<ExactStatistics.Input, ExactStatistics.Output> {
    private static final int MAX_VALUES = 10_000;
    private static final int MAX_MODES = 100;

    record Input(
            @Described("Which statistic") Statistic function,

            @Size(min = 1, max = MAX_VALUES) @Described("The numbers, as decimal strings")
            List<String> values,

            @Described(
                    value =
                            "For variance and stdev: true divides by n-1 (the values are a sample), false by n (they are all there is)",
                    byDefault = "true")
            boolean sample,

            @Nullable @Described("For percentile: which one, a decimal string from \"0\" to \"100\"")
            String percentile,

            @Min(1) @Max(100) @Described(value = "Significant digits of the rounded value", byDefault = "28")
            int precision) {}

    record Output(
            @Described("The result, rounded half to even to the precision asked for")
            String value,

            @Described("Whether value is known to be the result itself, not a rounding of it")
            boolean exact,

            @Nullable @Described("The result as a fraction in lowest terms, where it has a short one")
            String fraction,

            @Described("How many values there were") int count,

            @Nullable
            @Described(
                    "For mode: all values that come most often (the first hundred), smallest first; value is the first of them")
            List<String> modes) {}

    @Override
    public ToolSpec<Input, Output> spec() {
        return ToolSpec.of("exact_statistics", Input.class, Output.class)
                .title("Exact statistics")
                .description(
                        "Mean, median, mode, variance, standard deviation, min, max, sum, count or a percentile of up to"
                                + " 10,000 numbers, computed on exact fractions and correctly rounded (half to even). Percentiles are"
                                + " linear between the nearest ranks, like Excel's PERCENTILE.INC.")
                .readOnly();
    }

    @Override
    public Mono<ToolResult<Output>> call(Input input, ToolContext context) {
        return context.compute(() -> calculate(input))
                .map(output -> ToolResult.of(output, sentence(output)))
                .onErrorMap(Refusal.class, refused -> new ToolError(refused.text()));
    }

    private static Output calculate(Input input) {
        if ((input.function() == Statistic.PERCENTILE) != (input.percentile() != null)) {
            throw new Refusal("Give 'percentile' with the function percentile, and only then.");
        }
        Sample sample = new Sample(input.values().stream().map(Decimal::parse).toList());
        ExactNumber number =
                ExactNumber.of(Answer.of(work -> statistic(input, sample, work), input.precision()), input.precision());
        return new Output(number.value(), number.exact(), number.fraction(), sample.size(), modes(input, sample));
    }

    private static Enclosure statistic(Input input, Sample sample, Work work) {
        return switch (input.function()) {
            case MEAN -> sample.mean(work);
            case MEDIAN -> sample.median(work);
            case MODE -> Enclosure.exactly(sample.modes().get(0));
            case VARIANCE -> sample.variance(input.sample(), work);
            case STDEV -> work.sqrt(sample.variance(input.sample(), work));
            case MIN -> Enclosure.exactly(sample.min());
            case MAX -> Enclosure.exactly(sample.max());
            case SUM -> sample.sum(work);
            case COUNT -> Enclosure.exactly(Rational.of(sample.size()));
            case PERCENTILE -> sample.percentile(percent(input), work);
        };
    }

    private static Rational percent(Input input) {
        return Decimal.parse(input.percentile() == null ? "" : input.percentile());
    }

    private static @Nullable List<String> modes(Input input, Sample sample) {
        return input.function() != Statistic.MODE
                ? null
                : sample.modes().stream()
                        .limit(MAX_MODES)
                        .map(mode -> Decimal.format(mode.round(input.precision()), input.precision()))
                        .toList();
    }

    private static String sentence(Output output) {
        List<String> modes = output.modes();
        return modes != null && modes.size() > 1
                ? "Several values come equally often: " + String.join(", ", modes)
                : output.value() + (output.exact() ? "" : " (rounded)");
    }
}
