package dev.mcpgateway.wire;

/** JSON-RPC's reserved codes and those MCP adds. The gateway's own codes stay outside this range. */
public final class ErrorCodes {
    public static final int PARSE_ERROR = -32700;
    public static final int INVALID_REQUEST = -32600;
    public static final int METHOD_NOT_FOUND = -32601;
    public static final int INVALID_PARAMS = -32602;
    public static final int INTERNAL_ERROR = -32603;

    /** A header says something else than the body. */
    public static final int HEADER_MISMATCH = -32020;

    public static final int MISSING_CLIENT_CAPABILITY = -32021;
    public static final int UNSUPPORTED_VERSION = -32022;

    private ErrorCodes() {}
}
