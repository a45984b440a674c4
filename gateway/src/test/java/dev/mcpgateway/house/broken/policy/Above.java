package dev.mcpgateway.house.broken.policy;

/** Stands above. */
public record Above() {}
