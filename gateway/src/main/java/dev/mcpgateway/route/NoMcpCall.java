package dev.mcpgateway.route;

/** A route was matched by a request that is no MCP call. Routes lead MCP calls and nothing else. */
final class NoMcpCall extends IllegalStateException {
    NoMcpCall() {
        super(
                "a route matched a request that is not an MCP call; give it a path of a scope, /<scope>/mcp or /<scope>/sse");
    }
}
