package dev.mcpgateway.server.engine;

import java.time.Duration;

/**
 * What keeps one server bounded.
 *
 * @param concurrentCalls tool calls under way at once; the next one is told to come back
 * @param callTimeout the longest a tool may take
 * @param subscriptions streams that only listen, open at once
 * @param pendingNotifications progress and log messages kept for a slow reader; more are dropped
 * @param pageSize entries in one page of a list
 * @param listTtl how long a client may keep a list
 */
public record Limits(
        int concurrentCalls,
        Duration callTimeout,
        int subscriptions,
        int pendingNotifications,
        int pageSize,
        Duration listTtl) {}
