package dev.mcpgateway.server.boot;

import java.time.Duration;
import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The limits of one tool service. Checked here instead of by a validation provider, which would cost every tool 20 MB of memory.
 *
 * @param maxBody the largest request
 * @param maxConcurrentCalls tool calls under way at once
 * @param callTimeout the longest a tool may take
 * @param maxSubscriptions streams that only listen, open at once
 * @param workers threads for work that needs the CPU or blocks; 0 means one per processor, at least two
 * @param workerQueue how much of such work may wait
 * @param keepAlive how often a quiet stream says that it lives
 * @param pendingNotifications progress and log messages kept for a slow reader
 * @param pageSize entries in one page of a list
 * @param listTtl how long a client may keep a list
 * @param allowedOrigins web origins that may call, beside those of this machine
 */
@ConfigurationProperties("mcp.server")
public record McpServerProperties(
        @DefaultValue("1MB") DataSize maxBody,
        @DefaultValue("256") int maxConcurrentCalls,
        @DefaultValue("5m") Duration callTimeout,
        @DefaultValue("1000") int maxSubscriptions,
        @DefaultValue("0") int workers,
        @DefaultValue("64") int workerQueue,
        @DefaultValue("15s") Duration keepAlive,
        @DefaultValue("256") int pendingNotifications,
        @DefaultValue("100") int pageSize,
        @DefaultValue("60s") Duration listTtl,
        @DefaultValue Set<String> allowedOrigins) {
    public McpServerProperties {
        atLeast("max-body", maxBody.toBytes(), 1);
        atMost("max-body", maxBody.toBytes(), Integer.MAX_VALUE);
        atLeast("max-concurrent-calls", maxConcurrentCalls, 1);
        atLeast("call-timeout (ms)", callTimeout.toMillis(), 1);
        atLeast("max-subscriptions", maxSubscriptions, 0);
        atLeast("workers", workers, 0);
        atLeast("worker-queue", workerQueue, 1);
        atLeast("keep-alive (ms)", keepAlive.toMillis(), 10);
        atLeast("pending-notifications", pendingNotifications, 1);
        atLeast("page-size", pageSize, 1);
        atLeast("list-ttl (ms)", listTtl.toMillis(), 0);
        workers = workers > 0 ? workers : Math.max(2, Runtime.getRuntime().availableProcessors());
        allowedOrigins = Set.copyOf(allowedOrigins);
    }

    private static void atLeast(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException("mcp.server." + name + " must be at least " + least + ", is " + value);
        }
    }

    private static void atMost(String name, long value, long most) {
        if (value > most) {
            throw new IllegalArgumentException("mcp.server." + name + " must be at most " + most + ", is " + value);
        }
    }
}
