package dev.mcpgateway.server;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import org.springframework.context.annotation.Bean;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.mcpgateway.server.boot.McpServer;
import dev.mcpgateway.server.boot.McpServerApplication;

/** A server whose tools do what tests need to see. */
@McpServerApplication
class ProbeApplication {
    record Steps(
            int steps,

            @Described(value = "Pause between steps", byDefault = "1")
            int millis) {}

    record Done(int steps) {}

    record Nothing() {}

    /** What became of the calls of {@code forever}. */
    static final BlockingQueue<String> FATES = new LinkedBlockingQueue<>();

    @Bean
    McpServer server() {
        return McpServer.named("probe", "1").instructions("For tests");
    }

    @Bean
    Tool<Steps, Done> steps() {
        return tool(
                ToolSpec.of("steps", Steps.class, Done.class),
                (input, context) -> Flux.range(1, input.steps())
                        .delayElements(Duration.ofMillis(input.millis()))
                        .doOnNext(step -> {
                            context.progress(step, input.steps(), "step " + step);
                            context.log(ToolContext.Level.INFO, "at " + step);
                            context.log(ToolContext.Level.DEBUG, "noise");
                        })
                        .then(Mono.just(ToolResult.of(new Done(input.steps())))));
    }

    @Bean
    Tool<Nothing, Void> forever() {
        return tool(
                ToolSpec.of("forever", Nothing.class, Void.class),
                (input, context) -> Mono.<ToolResult<Void>>never()
                        .doOnSubscribe(s -> FATES.add("started " + context.requestId()))
                        .doOnCancel(() -> FATES.add("cancelled " + context.requestId())));
    }

    record Where(
            @Described(value = "Which region", header = "Region")
            String region) {}

    @Bean
    Tool<Where, Void> where() {
        return tool(
                ToolSpec.of("where", Where.class, Void.class),
                (input, context) -> Mono.just(ToolResult.ofContent(new Content.Text(input.region()))));
    }

    @Bean
    Tool<Nothing, Void> who() {
        return tool(
                ToolSpec.of("who", Nothing.class, Void.class),
                (input, context) -> Mono.just(ToolResult.ofContent(new Content.Text(context.userId()
                                .orElse("nobody") + " of " + context.tenantId().orElse("nowhere")))));
    }

    @Bean
    Tool<Nothing, Void> broken() {
        return tool(ToolSpec.of("broken", Nothing.class, Void.class), (input, context) -> {
            throw new IllegalStateException("the password is hunter2");
        });
    }

    @Bean
    Tool<Nothing, Void> refusing() {
        return tool(
                ToolSpec.of("refusing", Nothing.class, Void.class),
                (input, context) -> Mono.error(new ToolError("Not on Sundays.")));
    }

    interface Body<I, O> {
        Mono<ToolResult<O>> call(I input, ToolContext context);
    }

    static <I, O> Tool<I, O> tool(ToolSpec<I, O> spec, Body<I, O> body) {
        return new Tool<>() {
            @Override
            public ToolSpec<I, O> spec() {
                return spec;
            }

            @Override
            public Mono<ToolResult<O>> call(I input, ToolContext context) {
                return body.call(input, context);
            }
        };
    }
}
