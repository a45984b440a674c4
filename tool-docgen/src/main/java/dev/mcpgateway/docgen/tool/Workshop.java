package dev.mcpgateway.docgen.tool;

import java.util.Optional;
import java.util.function.Function;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import dev.mcpgateway.docgen.work.Budget;
import dev.mcpgateway.docgen.work.DocumentRefused;
import dev.mcpgateway.docgen.work.Limits;
import dev.mcpgateway.docgen.work.Stopped;
import dev.mcpgateway.server.ToolContext;
import dev.mcpgateway.server.ToolError;

/** Where the engine meets the kit: work runs on the kit's threads, within limits, until nobody waits for it. */
@Component
final class Workshop {

    private final Limits limits;

    Workshop(DocgenProperties properties) {
        this.limits = properties.limits();
    }

    <T> Mono<T> run(ToolContext context, Function<Budget, T> work) {
        return context.compute(() -> {
                    try {
                        return Optional.of(work.apply(
                                new Budget(limits, System::nanoTime, context::cancelled, progress(context))));
                    } catch (Stopped nobodyWaits) {
                        return Optional.<T>empty();
                    }
                })
                .flatMap(Mono::justOrEmpty)
                .onErrorMap(DocumentRefused.class, refused -> new ToolError(String.valueOf(refused.getMessage())));
    }

    private static Budget.Progress progress(ToolContext context) {
        // The engine reports every paragraph; a caller wants to hear of every per cent.
        int[] last = {-1};
        return (percent, step) -> {
            if (percent > last[0]) {
                last[0] = percent;
                context.progress(percent, 100, step);
            }
        };
    }
}
