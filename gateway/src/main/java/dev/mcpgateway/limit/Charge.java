package dev.mcpgateway.limit;

/**
 * What one limit asks of one call.
 *
 * @param key of the bucket it is drawn from
 * @param cost in the units of the allowance: 1, or what the tool costs
 */
record Charge(Allowance allowance, String key, long cost, Who who) {}
