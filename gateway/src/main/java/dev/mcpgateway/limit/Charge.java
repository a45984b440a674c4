package dev.mcpgateway.limit;

import dev.mcpgateway.config.LimitSpec;

/**
 * What one limit asks of one call.
 *
 * @param key of the bucket it is drawn from
 * @param intervalMicros the time that pays for one call
 * @param depthMicros how far a caller may run ahead: the burst, as time
 */
record Charge(LimitSpec limit, String key, long intervalMicros, long depthMicros) {}
