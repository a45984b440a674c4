package dev.mcpgateway.meter;

import java.util.List;

import static dev.mcpgateway.meter.Metric.Kind.COUNTER;
import static dev.mcpgateway.meter.Metric.Kind.GAUGE;
import static dev.mcpgateway.meter.Metric.Kind.HISTOGRAM;

/**
 * Every metric of the gateway's own, with its tags. The name on the wire is {@code mcp_gateway_} and the constant in
 * lower case; a counter's ends in {@code _total} there.
 */
public enum Metric {
    CALLS(COUNTER, "MCP requests, by how they ended", Tag.SERVER, Tag.METHOD, Tag.TOOL, Tag.OUTCOME),
    CALL_SECONDS(
            HISTOGRAM,
            "From the first header of a request to the end of its answer",
            Tag.SERVER,
            Tag.METHOD,
            Tag.TOOL,
            Tag.OUTCOME),
    FIRST_BYTE_SECONDS(
            HISTOGRAM,
            "From the first header of a request to the first byte of its answer",
            Tag.SERVER,
            Tag.METHOD,
            Tag.TOOL,
            Tag.OUTCOME),
    FAILURES(COUNTER, "Requests that were refused or failed, by the reason in their answer", Tag.REASON),
    LIMIT_ALLOWED(COUNTER, "Calls that every limit of policy.yaml about them let through"),
    LIMIT_REFUSALS(COUNTER, "Calls refused by a limit of policy.yaml", Tag.LIMIT),
    POLICY_NEXT(COUNTER, "Calls that were also asked of policy.next.yaml, by what it said", Tag.RESULT),
    CALLS_OPEN(GAUGE, "Requests that have not ended yet"),
    STREAMS_OPEN(GAUGE, "Answers that are being streamed as events"),

    AUDIT_WAITING(GAUGE, "Audit records on their way to the database"),
    AUDIT_OLDEST_SECONDS(GAUGE, "How long the oldest of them has waited"),
    AUDIT_LOST(COUNTER, "Audit records that could not be kept"),

    CACHE_REQUESTS(COUNTER, "Questions to a cache", Tag.CACHE, Tag.RESULT),
    DATABASE_CONNECTIONS(GAUGE, "Connections to Postgres; waiting: work that waits for one", Tag.STATE),
    REDIS_CONNECTED(GAUGE, "1 while there is a connection to Redis"),
    UPSTREAM_CONNECTIONS(GAUGE, "Connections to tool servers; waiting: calls that wait for one", Tag.STATE),
    UPSTREAM_INSTANCES(
            GAUGE,
            "A server's instances by their breaker; open: left alone, half_open: being tried",
            Tag.SERVER,
            Tag.STATE),

    DEPENDENCY_UP(GAUGE, "1 while what the gateway depends on is well, 0.5 degraded, 0 down", Tag.DEPENDENCY),
    EVENT_LOOP_LAG_SECONDS(GAUGE, "The latest an event loop came to a task in the last half minute"),
    PLAN_VERSION(GAUGE, "The plan in force, counted from the start"),
    PLAN_BROKEN(GAUGE, "1 while tools.yaml and policy.yaml as they stand are not usable");

    /** How a value behaves. */
    enum Kind {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }

    /** Every tag there is. Its values come from operators' files or our own words, never from a client. */
    public enum Tag {
        SERVER,
        METHOD,
        TOOL,
        OUTCOME,
        REASON,
        LIMIT,
        CACHE,
        RESULT,
        STATE,
        DEPENDENCY;

        private final String wire = name().toLowerCase(java.util.Locale.ROOT);

        public String wire() {
            return wire;
        }
    }

    private static final String PREFIX = "mcp_gateway_";

    private final String wire = PREFIX + name().toLowerCase(java.util.Locale.ROOT);
    private final Kind kind;
    private final String help;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is.
    private final List<Tag> tags;

    Metric(Kind kind, String help, Tag... tags) {
        this.kind = kind;
        this.help = help;
        this.tags = List.of(tags);
    }

    /** The name as it is registered; on the wire a counter gets {@code _total} behind it. */
    public String wire() {
        return wire;
    }

    public List<Tag> tags() {
        return tags;
    }

    Kind kind() {
        return kind;
    }

    String help() {
        return help;
    }
}
