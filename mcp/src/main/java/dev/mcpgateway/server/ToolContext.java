package dev.mcpgateway.server;

import java.util.Optional;
import java.util.concurrent.Callable;

import reactor.core.publisher.Mono;

/** One call, seen from inside the tool. Safe to use from any thread until the call ends; afterwards it does nothing. */
public interface ToolContext {
    /**
     * Tells a caller that asked for it how far the work is. Values that do not grow are dropped, as are those a slow reader
     * has no room for.
     */
    void progress(double done, double total, String message);

    /** Progress of work whose size nobody knows. */
    void progress(double done, String message);

    /** Tells the caller something on the way, if it asked for this level. No secrets, no personal data. */
    void log(Level level, String message);

    /** Who calls, as the gateway says; empty when nobody stands before this service. */
    Optional<String> userId();

    Optional<String> tenantId();

    /** The gateway's id of this request, or one made here: what to write into a log. */
    String requestId();

    /** True once nobody waits for the answer: long loops ask now and then and leave. */
    boolean cancelled();

    /**
     * Runs work that blocks or needs the CPU on a bounded pool, away from the event loop. A full queue refuses at once and the
     * caller is told to come back; cancellation interrupts the thread.
     */
    <T> Mono<T> compute(Callable<T> work);

    /** MCP's log levels, mildest first. */
    enum Level {
        DEBUG,
        INFO,
        NOTICE,
        WARNING,
        ERROR,
        CRITICAL,
        ALERT,
        EMERGENCY
    }
}
