package dev.mcpgateway.audit;

import java.time.Duration;
import java.time.InstantSource;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import dev.mcpgateway.audit.AuditSettings.Sync;
import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Gate;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.call.Pipeline;
import dev.mcpgateway.call.Reason;

/** Lets nothing through to a tool that does not stand in the journal. */
@Component
public final class JournalGate implements Gate {
    private static final Duration HINT = Duration.ofSeconds(5);

    private final Journal journal;
    private final Keeper keeper;
    private final boolean waitsForDisk;
    private final InstantSource clock;

    JournalGate(Journal journal, Keeper keeper, AuditSettings settings, InstantSource clock) {
        this.journal = journal;
        this.keeper = keeper;
        this.waitsForDisk = settings.sync() == Sync.ALWAYS;
        this.clock = clock;
    }

    @Override
    public Pipeline at() {
        return Pipeline.JOURNAL;
    }

    @Override
    public Mono<Exit> enter(McpCall call) {
        if (!journal.begin(AuditRecord.opening(call, clock.instant()))) {
            return Mono.error(CallFailure.retryable(
                    Reason.OVERLOADED, "the call could not be recorded, so it was not made; try again later", HINT));
        }
        return waitsForDisk ? keeper.forced().thenReturn(Exit.FREE) : Exit.LET_IN;
    }
}
