package dev.mcpgateway.audit;

import java.util.UUID;

/** A record with its place in the chain of its spool. */
record Chained(UUID spool, long sequence, Hash hash, Entry entry) {
    /** Where the chain stands after it, by what it says of itself. */
    ChainEnd end() {
        return new ChainEnd(spool, sequence, hash, entry.endedMicros());
    }
}
