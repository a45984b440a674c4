package dev.mcpgateway.house.broken.call;

import dev.mcpgateway.house.broken.policy.Above;

/** Knows the floor above. */
public record UpwardCall(Above above) {}
