package dev.mcpgateway.audit;

import java.time.Duration;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Gate;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.call.Pipeline;
import dev.mcpgateway.call.Reason;

/** Lets nothing through to a tool that could not be recorded. */
@Component
public final class JournalGate implements Gate {
    private static final Duration HINT = Duration.ofSeconds(5);

    private final Journal journal;

    JournalGate(Journal journal) {
        this.journal = journal;
    }

    @Override
    public Pipeline at() {
        return Pipeline.JOURNAL;
    }

    @Override
    public Mono<Exit> enter(McpCall call) {
        return journal.hasRoom()
                ? Exit.LET_IN
                : Mono.error(CallFailure.retryable(
                        Reason.OVERLOADED,
                        "the call could not be recorded, so it was not made; try again later",
                        HINT));
    }
}
