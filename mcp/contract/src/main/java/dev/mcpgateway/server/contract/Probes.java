package dev.mcpgateway.server.contract;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import reactor.core.publisher.Mono;

import dev.mcpgateway.server.Tool;
import dev.mcpgateway.server.ToolContext;
import dev.mcpgateway.server.ToolResult;
import dev.mcpgateway.server.ToolSpec;

/** Tools that behave in ways an author's tools hopefully do not, so that the server around them can be seen at work. */
@Configuration(proxyBeanMethods = false)
class Probes {
    static final String PREFIX = "contract_probe_";
    static final String HANG = PREFIX + "hang";
    static final String STEPS = PREFIX + "steps";
    static final String FAIL = PREFIX + "fail";
    static final String WORK = PREFIX + "work";
    static final String LEAK = "jdbc:secret-of-the-tool";

    record None() {}

    final Queue<String> started = new ConcurrentLinkedQueue<>();
    final Queue<String> cancelled = new ConcurrentLinkedQueue<>();
    final Queue<String> interrupted = new ConcurrentLinkedQueue<>();

    @Bean
    Tool<None, Void> contractProbeHang() {
        return new Probe(
                HANG,
                (none, context) -> Mono.<ToolResult<Void>>never()
                        .doOnSubscribe(subscription -> {
                            started.add(context.requestId());
                            context.progress(1, "hanging");
                        })
                        .doOnCancel(() -> cancelled.add(context.requestId())));
    }

    @Bean
    Tool<None, Void> contractProbeSteps() {
        return new Probe(
                STEPS,
                (none, context) -> Mono.fromSupplier(() -> {
                    for (int step = 1; step <= 3; step++) {
                        context.progress(step, 3, "step " + step);
                        context.progress(step, 3, "again " + step);
                    }
                    context.log(ToolContext.Level.WARNING, "three steps done");
                    context.log(ToolContext.Level.DEBUG, "nobody asked");
                    return ToolResult.ofContent();
                }));
    }

    @Bean
    Tool<None, Void> contractProbeFail() {
        return new Probe(FAIL, (none, context) -> {
            throw new IllegalStateException("cannot reach " + LEAK);
        });
    }

    /** Keeps a worker until it is interrupted. */
    @Bean
    Tool<None, Void> contractProbeWork() {
        return new Probe(
                WORK,
                (none, context) -> context.compute(() -> {
                    started.add(context.requestId());
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.add(context.requestId());
                    }
                    return ToolResult.ofContent();
                }));
    }

    private record Probe(String name, BiFunction<None, ToolContext, Mono<ToolResult<Void>>> body)
            implements Tool<None, Void> {
        @Override
        public ToolSpec<None, Void> spec() {
            return ToolSpec.of(name, None.class, Void.class)
                    .title(name)
                    .description("Belongs to the contract tests; no tool of this server.")
                    .readOnly();
        }

        @Override
        public Mono<ToolResult<Void>> call(None input, ToolContext context) {
            return body.apply(input, context);
        }
    }
}
