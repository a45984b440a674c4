package dev.mcpgateway.registry;

import java.time.Instant;
import java.util.List;

/** One tool as the registry knows it; {@code active} says whether tools.yaml still names it. */
public record RegisteredTool(
        String server,
        String scope,
        String name,
        String risk,
        List<String> categories,
        int cost,
        boolean active,
        Instant firstSeen,
        Instant changedAt) {}
