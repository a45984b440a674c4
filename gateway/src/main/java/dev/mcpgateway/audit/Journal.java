package dev.mcpgateway.audit;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import dev.mcpgateway.audit.AuditRecord.Kind;
import dev.mcpgateway.audit.AuditSettings.Keeping;
import dev.mcpgateway.call.Origin;
import dev.mcpgateway.config.Plans;
import dev.mcpgateway.meter.Meters;
import dev.mcpgateway.meter.Metric;
import dev.mcpgateway.spool.Spool;
import dev.mcpgateway.spool.Ticket;

/**
 * Takes the record of every request, from every entrance: its beginning before anything happens, and its end. Writes
 * to the spool and never waits; the {@code Shipper} does the rest.
 */
@Component
public final class Journal {
    private static final Logger log = LoggerFactory.getLogger(Journal.class);

    /** What an end may say that its beginning did not: rule, limit, reason, instance, detail, and numbers. */
    private static final int END_SAYS_MORE = 3 * 1024;

    /** A beginning, and the room that is kept for its end. */
    private static final int USUAL_CALL = 8 * 1024;

    private final Optional<Spool> spool;
    private final RecordWriter writer;
    private final Keeping keeping;
    private final Plans plans;
    private final InstantSource clock;
    /** As many as there are calls in flight. */
    private final ConcurrentMap<String, Begun> open = new ConcurrentHashMap<>();

    /** A call whose end is awaited, and what that end will say as the beginning did. */
    private record Begun(Ticket ticket, ByteBuffer steady) {}

    private final LongAdder lost = new LongAdder();
    private final AtomicLong unsaid = new AtomicLong();

    Journal(
            Spools spools,
            RecordWriter writer,
            AuditSettings settings,
            Plans plans,
            InstantSource clock,
            Meters meters) {
        meters.gauge(Metric.AUDIT_WAITING, this::depth);
        meters.counter(Metric.AUDIT_LOST, this::lost);
        this.spool = spools.own();
        this.writer = writer;
        this.keeping = settings.keeping();
        this.plans = plans;
        this.clock = clock;
        plans.watch(plan ->
                write(AuditRecord.event(Kind.PLAN, clock.instant(), plan, "plan " + plan.version() + " is in force")));
    }

    /**
     * Writes down that something is about to happen, as its record would be if this process died now.
     *
     * @return false if it must not happen, since it could not be recorded
     */
    public boolean begin(AuditRecord record) {
        if (spool.isEmpty() || open.containsKey(record.origin().requestId())) {
            return true;
        }
        ByteBuffer steady = writer.steady(record);
        ByteBuffer content = writer.write(record, steady);
        Optional<Ticket> ticket = spool.get().open(id(record), content, content.remaining() + END_SAYS_MORE);
        ticket.ifPresent(held -> open.put(record.origin().requestId(), new Begun(held, steady)));
        return ticket.isPresent() || keeping == Keeping.LENIENT;
    }

    /** Writes down how it ended. Once for each request, whether or not its beginning was written. */
    public void write(AuditRecord record) {
        if (spool.isEmpty()) {
            // Without a database the log is the only place there is.
            log.info("audit {}", record.line());
            return;
        }
        Begun begun = open.remove(record.origin().requestId());
        boolean isKept = begun == null
                ? spool.get().append(id(record), writer.write(record))
                : spool.get().close(begun.ticket(), writer.write(record, begun.steady()));
        if (!isKept) {
            lose();
        } else if (unsaid.get() > 0) {
            sayLost();
        }
    }

    /** Whether the beginning of this one stands already. */
    public boolean isOpen(Origin origin) {
        return open.containsKey(origin.requestId());
    }

    /** Whether one more call could be recorded, or need not be. */
    public boolean hasRoom() {
        return keeping == Keeping.LENIENT
                || spool.map(of -> of.hasRoom(USUAL_CALL)).orElse(true);
    }

    /** Records that wait for the database. */
    public int depth() {
        return (int) Math.min(Integer.MAX_VALUE, spool.map(Spool::waiting).orElse(0L));
    }

    public long lost() {
        return lost.sum();
    }

    /** There is room again: that something is missing is itself recorded. */
    private void sayLost() {
        long count = unsaid.getAndSet(0);
        if (count > 0) {
            AuditRecord event = AuditRecord.event(
                    Kind.LOST, clock.instant(), plans.current(), count + " records could not be kept");
            if (spool.isEmpty() || !spool.get().append(id(event), writer.write(event))) {
                unsaid.addAndGet(count);
            }
        }
    }

    private static UUID id(AuditRecord record) {
        return UUID.fromString(record.origin().requestId());
    }

    private void lose() {
        lost.increment();
        unsaid.incrementAndGet();
        long count = lost.sum();
        if (Long.bitCount(count) == 1) {
            // At 1, 2, 4, 8 …: said often enough to be seen, and never a flood.
            log.error("The audit spool is full; {} records could not be kept", count);
        }
    }
}
