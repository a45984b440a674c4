package dev.mcpgateway.audit;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.mcpgateway.spool.Shape;
import dev.mcpgateway.spool.Spool;

/** This process's spool, and those that dead processes left beside it. None of them without a database to ship to. */
record Spools(List<Spool> all) {
    private static final Logger log = LoggerFactory.getLogger(Spools.class);

    static final Spools NONE = new Spools(List.of());

    static Spools claim(AuditSettings settings) {
        try {
            List<Spool> claimed = Spool.claim(
                    settings.spoolDir(), Shape.of(settings.spoolSize().toBytes()));
            for (Spool spool : claimed) {
                prepare(spool);
                if (spool.waiting() > 0 || !spool.orphans().isEmpty()) {
                    log.info(
                            "Audit spool {} holds {} records of before and {} calls that were never answered",
                            spool.id(),
                            spool.waiting(),
                            spool.orphans().size());
                }
            }
            return new Spools(claimed);
        } catch (IOException e) {
            throw new UnusableSpool(settings.spoolDir(), e);
        }
    }

    /** Before the first call needs it; if the disk is full now, the keeper goes on trying. */
    private static void prepare(Spool spool) {
        try {
            spool.prepare();
        } catch (IOException e) {
            log.error("The disk has no room for the audit spool ({})", e.getMessage());
        }
    }

    Optional<Spool> own() {
        return all.stream().findFirst();
    }
}
