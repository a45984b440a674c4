package dev.mcpgateway.wire;

/** What the gateway tells an internal tool about a call. A client's own copies of these never pass. */
public final class GatewayHeaders {
    /** The secret only the gateway and this one tool know. */
    public static final String AUTH = "X-Gateway-Auth";

    public static final String USER_ID = "X-User-ID";
    public static final String TENANT_ID = "X-Tenant-ID";
    public static final String REQUEST_ID = "X-Request-ID";

    private GatewayHeaders() {}
}
