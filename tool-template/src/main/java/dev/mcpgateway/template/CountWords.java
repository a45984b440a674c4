package dev.mcpgateway.template;

import java.util.stream.Stream;

import org.springframework.stereotype.Component;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import reactor.core.publisher.Mono;

import dev.mcpgateway.server.Described;
import dev.mcpgateway.server.Tool;
import dev.mcpgateway.server.ToolContext;
import dev.mcpgateway.server.ToolError;
import dev.mcpgateway.server.ToolResult;
import dev.mcpgateway.server.ToolSpec;

/** How many words a text has. */
@Component
final class CountWords implements Tool<CountWords.Input, CountWords.Output> {
    record Input(
            @Described("The text to count in") @Size(max = 100_000)
            String text,

            @Described(value = "Count only words of at least so many letters", byDefault = "1") @Min(1) @Max(100)
            int atLeast) {}

    record Output(@Described("How many words there are") long words) {}

    @Override
    public ToolSpec<Input, Output> spec() {
        return ToolSpec.of("count_words", Input.class, Output.class)
                .title("Count words")
                .description(
                        "Counts the words of a text, that is what stands between spaces. Use it instead of guessing.")
                .readOnly();
    }

    @Override
    public Mono<ToolResult<Output>> call(Input input, ToolContext context) {
        return context.compute(() -> count(input)).map(output -> ToolResult.of(output, output.words() + " words"));
    }

    private static Output count(Input input) {
        if (input.text().isBlank()) {
            throw new ToolError("The text is empty. Send the text itself, not its name.");
        }
        return new Output(Stream.of(input.text().strip().split("\\s+", -1))
                .filter(word -> word.length() >= input.atLeast())
                .count());
    }
}
