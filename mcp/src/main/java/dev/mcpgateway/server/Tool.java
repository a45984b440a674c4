package dev.mcpgateway.server;

import reactor.core.publisher.Mono;

/**
 * One tool: a bean of this type is offered in {@code tools/list} and served in {@code tools/call}.
 *
 * @param <I> a record: its components are the arguments
 * @param <O> a record: it becomes {@code structuredContent}; {@link Void} for a tool that answers with content alone
 */
public interface Tool<I, O> {
    /** Asked once, at start. */
    ToolSpec<I, O> spec();

    /**
     * Answers one call. Runs on an event loop: never block here, hand work that needs the CPU or blocks to {@link
     * ToolContext#compute}. The input has passed its schema. The {@code Mono} is cancelled when the caller goes away, cancels or
     * the deadline passes.
     *
     * <p>What the caller can mend is a {@link ToolError}; anything else that is thrown is a bug, logged and told without
     * details.
     */
    Mono<ToolResult<O>> call(I input, ToolContext context);
}
