package dev.mcpgateway.upstream;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.springframework.stereotype.Component;

import dev.mcpgateway.config.ServerSpec;
import dev.mcpgateway.config.ServerSpec.Instance;

/** Which instance of a server takes the next call. */
@Component
final class Instances {
    /** Keys are names from tools.yaml, never from a client. */
    private final ConcurrentMap<String, Turns> byServer = new ConcurrentHashMap<>();

    Instance next(ServerSpec server) {
        List<Instance> all = server.instances();
        return all.size() == 1
                ? all.get(0)
                : byServer.computeIfAbsent(server.name(), any -> new Turns()).next(all);
    }

    /**
     * Each in its turn, as often as its weight, and evenly rather than in runs: everybody gains their weight, the
     * richest goes and pays for all.
     */
    private static final class Turns {
        private Map<String, Long> credits = new HashMap<>();

        synchronized Instance next(List<Instance> all) {
            Map<String, Long> gained = new HashMap<>();
            Instance richest = all.get(0);
            long most = Long.MIN_VALUE;
            long total = 0;
            for (Instance instance : all) {
                long credit = credits.getOrDefault(instance.id(), 0L) + instance.weight();
                gained.put(instance.id(), credit);
                total += instance.weight();
                if (credit > most) {
                    most = credit;
                    richest = instance;
                }
            }
            gained.put(richest.id(), most - total);
            credits = gained;
            return richest;
        }
    }
}
