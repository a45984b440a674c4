package dev.mcpgateway.local.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How to start one child, again if need be.
 *
 * @param unset variables of ours that the child must not inherit
 * @param ready true as soon as the child does its work
 */
public record Launch(
        String name,
        Tier tier,
        int port,
        List<String> command,
        Map<String, String> environment,
        Set<String> unset,
        Path log,
        Readiness ready) {

    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        unset = Set.copyOf(unset);
    }

    /** Asked again and again, so it answers at once. */
    @FunctionalInterface
    public interface Readiness {
        boolean reached();
    }

    /** The environment holds secrets: names only. */
    @Override
    public String toString() {
        return "Launch[" + name + ", port " + port + ", " + new TreeMap<>(environment).keySet() + "]";
    }
}
