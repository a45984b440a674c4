package dev.mcpgateway.audit;

import java.util.UUID;

/** A record with its place in the chain of its spool. */
record Chained(UUID spool, long sequence, Hash hash, Entry entry) {}
