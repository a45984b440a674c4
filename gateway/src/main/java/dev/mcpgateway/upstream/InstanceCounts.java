package dev.mcpgateway.upstream;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.springframework.stereotype.Component;

import dev.mcpgateway.config.Plan;
import dev.mcpgateway.config.Plans;
import dev.mcpgateway.config.ServerSpec;
import dev.mcpgateway.meter.Meters;
import dev.mcpgateway.meter.Metric;

/** Tells the metrics how many instances of each server take calls, as many series as tools.yaml has servers. */
@Component
final class InstanceCounts {
    private static final List<String> STATES = List.of("closed", "open", "half_open");

    private final Instances instances;
    private final Plans plans;
    private final Meters meters;
    private final Set<String> shown = new HashSet<>();

    InstanceCounts(Instances instances, Plans plans, Meters meters) {
        this.instances = instances;
        this.plans = plans;
        this.meters = meters;
        plans.watch(this::follow);
    }

    private synchronized void follow(Plan plan) {
        for (String server : plan.servers().keySet()) {
            if (shown.add(server)) {
                STATES.forEach(
                        state -> meters.gauge(Metric.UPSTREAM_INSTANCES, () -> count(server, state), server, state));
            }
        }
        for (String server : Set.copyOf(shown)) {
            if (!plan.servers().containsKey(server)) {
                shown.remove(server);
                STATES.forEach(state -> meters.forget(Metric.UPSTREAM_INSTANCES, server, state));
            }
        }
    }

    private long count(String name, String state) {
        ServerSpec server = plans.current().servers().get(name);
        return server == null
                ? 0
                : instances.states(List.of(server)).stream()
                        .filter(one -> one.breaker().equals(state))
                        .count();
    }
}
