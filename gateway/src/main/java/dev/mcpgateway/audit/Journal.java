package dev.mcpgateway.audit;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.LongAdder;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import dev.mcpgateway.audit.AuditSettings.Keeping;
import dev.mcpgateway.meter.Meters;
import dev.mcpgateway.meter.Metric;
import dev.mcpgateway.store.Database;

/** Takes the record of every request, from every entrance. Never waits. */
@Component
public final class Journal {
    private static final Logger log = LoggerFactory.getLogger(Journal.class);

    private final Spool spool;
    private final RecordWriter writer;
    private final boolean isKept;
    private final Keeping keeping;
    private final LongAdder lost = new LongAdder();

    Journal(Spool spool, RecordWriter writer, Database database, AuditSettings settings, Meters meters) {
        meters.gauge(Metric.AUDIT_WAITING, this::depth);
        meters.counter(Metric.AUDIT_LOST, this::lost);
        this.spool = spool;
        this.writer = writer;
        this.isKept = database.isConfigured();
        this.keeping = settings.keeping();
    }

    /** Whether one more call may go on: strict keeping lets nothing through that could not be recorded. */
    public boolean hasRoom() {
        return keeping == Keeping.LENIENT || spool.hasRoom();
    }

    /**
     * Keeps a record. A call that was let through is kept even when the spool has filled up since: calls in flight are
     * few and counted, and its tool has already run.
     */
    public void write(AuditRecord record) {
        if (!isKept) {
            // Without a database the log is the only place there is.
            log.info("audit {}", record.line());
            return;
        }
        boolean wasLetThrough = !record.isRefused();
        if (spool.hasRoom() || (wasLetThrough && keeping == Keeping.STRICT)) {
            spool.append(bytes(record));
        } else {
            lose();
        }
    }

    /** Records that wait for the database. */
    public int depth() {
        return spool.depth();
    }

    public long lost() {
        return lost.sum();
    }

    private ByteBuffer bytes(AuditRecord record) {
        ByteBuffer body = writer.write(record);
        return ByteBuffer.allocate(body.remaining()).put(body).flip();
    }

    private void lose() {
        lost.increment();
        long count = lost.sum();
        if (Long.bitCount(count) == 1) {
            // At 1, 2, 4, 8 …: said often enough to be seen, and never a flood.
            log.error("The audit spool is full; {} records could not be kept", count);
        }
    }
}
