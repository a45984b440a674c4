package dev.mcpgateway.call;

import reactor.core.publisher.Mono;

/**
 * One check on the way of a call. It lets the call in, or fails with a {@link CallFailure}; it never touches the
 * response. What it took (a slot, a lease) its {@link Exit} gives back.
 */
public interface Gate {
    /** The gate's one place in the order of things. */
    Pipeline at();

    Mono<Exit> enter(McpCall call);

    /** The way out again. Closed once, however the call ended. */
    @FunctionalInterface
    interface Exit {
        /** For a gate that took nothing. */
        Exit FREE = outcome -> {};

        Mono<Exit> LET_IN = Mono.just(FREE);

        void close(Outcome outcome);
    }
}
