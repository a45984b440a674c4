package dev.mcpgateway.spool;

import java.util.UUID;

/** What was opened and must be closed. Its fields belong to the spool and are guarded by its lock. */
public final class Ticket {
    final UUID id;
    Segment segment;
    int offset;
    /** Bytes kept free for the end. */
    int reserved;

    boolean isClosed;

    Ticket(UUID id, Segment segment, int offset, int reserved) {
        this.id = id;
        this.segment = segment;
        this.offset = offset;
        this.reserved = reserved;
    }

    public UUID id() {
        return id;
    }
}
