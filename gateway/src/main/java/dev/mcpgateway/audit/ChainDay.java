package dev.mcpgateway.audit;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** A day, and where each chain stood at its end. */
final class ChainDay {
    private final LocalDate date;
    private final long from;
    private final long to;
    private final Map<UUID, ChainEnd> ends = new HashMap<>();

    ChainDay(LocalDate date) {
        this.date = date;
        this.from = micros(date);
        this.to = micros(date.plusDays(1));
    }

    LocalDate date() {
        return date;
    }

    /** To be shown every record of a chain in its order; those of other days it does not keep. */
    void see(Chained record) {
        long ended = record.entry().endedMicros();
        if (ended >= from && ended < to) {
            ends.put(record.spool(), record.end());
        }
    }

    Collection<ChainEnd> ends() {
        return ends.values();
    }

    private static long micros(LocalDate date) {
        return ColumnType.micros(date.atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
