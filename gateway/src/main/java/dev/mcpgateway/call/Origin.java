package dev.mcpgateway.call;

import java.time.Instant;

/**
 * Where a request came from, known before anything about it is understood.
 *
 * @param requestId ours, also in the answer, the log, the audit record and on the way to the tool
 * @param receivedNanos the same moment on the clock that measures durations
 */
public record Origin(String requestId, Instant received, long receivedNanos, String address, String path) {}
