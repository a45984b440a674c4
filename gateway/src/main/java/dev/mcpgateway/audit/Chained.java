package dev.mcpgateway.audit;

import java.nio.ByteBuffer;
import java.util.UUID;

/** A record's bytes with its place in the chain of its spool. */
record Chained(UUID spool, long sequence, Hash hash, ByteBuffer body) {}
