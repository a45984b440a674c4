package dev.mcpgateway.health;

import java.util.List;

/** What a room depends on, at this moment: a plan may bring new servers. */
@FunctionalInterface
public interface Dependencies {
    List<Dependency> now();
}
