package dev.mcpgateway.limit;

/** What becomes of calls that should be counted together while Redis is away. */
enum OnRedisDown {
    /** Each gateway keeps its share of every limit by itself. */
    LOCAL,
    /** What cannot be counted is refused. */
    DENY,
    /** Nothing is counted. */
    ALLOW
}
