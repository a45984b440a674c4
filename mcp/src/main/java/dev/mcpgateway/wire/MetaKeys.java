package dev.mcpgateway.wire;

/** Keys of {@code params._meta} and of a result's {@code _meta}. */
public final class MetaKeys {
    public static final String PROTOCOL_VERSION = "io.modelcontextprotocol/protocolVersion";
    public static final String CLIENT_CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
    public static final String CLIENT_INFO = "io.modelcontextprotocol/clientInfo";
    public static final String SERVER_INFO = "io.modelcontextprotocol/serverInfo";
    public static final String LOG_LEVEL = "io.modelcontextprotocol/logLevel";
    public static final String SUBSCRIPTION_ID = "io.modelcontextprotocol/subscriptionId";

    /** Not of {@code _meta} itself: the extension a client names among its capabilities. */
    public static final String TASKS_EXTENSION = "io.modelcontextprotocol/tasks";

    public static final String PROGRESS_TOKEN = "progressToken";

    private MetaKeys() {}
}
