package dev.mcpgateway.audit;

import java.util.List;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import dev.mcpgateway.health.Condition;
import dev.mcpgateway.health.Dependencies;
import dev.mcpgateway.health.Dependency;

/** Whether what happens can be recorded. */
@Component
final class AuditHealth implements Dependencies {
    private final Journal journal;
    private final List<Dependency> spool;

    AuditHealth(Journal journal) {
        this.journal = journal;
        this.spool = List.of(new Dependency("audit", true, () -> Mono.fromSupplier(this::condition)));
    }

    @Override
    public List<Dependency> now() {
        return spool;
    }

    private Condition condition() {
        if (!journal.hasRoom()) {
            return Condition.down("The spool is full and every call must be recorded, so calls are refused.");
        }
        return journal.lost() == 0
                ? Condition.up(journal.depth() + " records are on their way to the database.")
                : Condition.degraded(journal.lost() + " records could not be kept since the start.");
    }
}
