package dev.mcpgateway.upstream;

import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;

import org.springframework.stereotype.Component;

import reactor.netty.resources.ConnectionPoolMetrics;
import reactor.netty.resources.ConnectionProvider.MeterRegistrar;

import dev.mcpgateway.meter.Meters;
import dev.mcpgateway.meter.Metric;

/** The connections to all tool servers, added up when somebody asks. */
@Component
final class Pools implements MeterRegistrar {
    private final Map<String, ConnectionPoolMetrics> pools = new ConcurrentHashMap<>();

    Pools(Meters meters) {
        meters.gauge(Metric.UPSTREAM_CONNECTIONS, () -> sum(ConnectionPoolMetrics::acquiredSize), "used");
        meters.gauge(Metric.UPSTREAM_CONNECTIONS, () -> sum(ConnectionPoolMetrics::idleSize), "idle");
        meters.gauge(Metric.UPSTREAM_CONNECTIONS, () -> sum(ConnectionPoolMetrics::pendingAcquireSize), "waiting");
    }

    @Override
    public void registerMetrics(String name, String id, SocketAddress remote, ConnectionPoolMetrics pool) {
        pools.put(key(id, remote), pool);
    }

    @Override
    public void deRegisterMetrics(String name, String id, SocketAddress remote) {
        pools.remove(key(id, remote));
    }

    private int sum(ToIntFunction<ConnectionPoolMetrics> part) {
        return pools.values().stream().mapToInt(part).sum();
    }

    private static String key(String id, SocketAddress remote) {
        return id + "@" + remote;
    }
}
