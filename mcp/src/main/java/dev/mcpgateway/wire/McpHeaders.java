package dev.mcpgateway.wire;

/** HTTP header names of MCP's Streamable HTTP transport. */
public final class McpHeaders {
    public static final String PROTOCOL_VERSION = "MCP-Protocol-Version";
    public static final String METHOD = "Mcp-Method";
    public static final String NAME = "Mcp-Name";
    public static final String PARAM_PREFIX = "Mcp-Param-";
    public static final String SESSION_ID = "Mcp-Session-Id";
    public static final String LAST_EVENT_ID = "Last-Event-ID";

    private McpHeaders() {}
}
