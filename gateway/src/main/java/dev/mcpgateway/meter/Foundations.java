package dev.mcpgateway.meter;

import dev.mcpgateway.config.Plans;
import dev.mcpgateway.store.Database;
import dev.mcpgateway.store.Redis;

/** Numbers about the rooms below this one, which cannot name theirs themselves. */
final class Foundations {
    Foundations(Meters meters, Plans plans, Database database, Redis redis) {
        meters.gauge(Metric.PLAN_VERSION, () -> plans.current().version());
        meters.gauge(Metric.PLAN_BROKEN, () -> plans.isBroken() ? 1 : 0);
        meters.gauge(Metric.DATABASE_CONNECTIONS, () -> database.connections().used(), "used");
        meters.gauge(Metric.DATABASE_CONNECTIONS, () -> database.connections().idle(), "idle");
        meters.gauge(Metric.DATABASE_CONNECTIONS, () -> database.connections().waiting(), "waiting");
        meters.gauge(Metric.REDIS_CONNECTED, () -> redis.commands().isPresent() ? 1 : 0);
    }
}
