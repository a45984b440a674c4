package dev.mcpgateway.edge;

import java.util.Optional;
import java.util.Set;

import dev.mcpgateway.config.Plan;
import dev.mcpgateway.config.ServerSpec;

/** What kind of door a path leads to. Decided from the raw path, exactly: no decoding, no normalising, no guessing. */
record Endpoint(Kind kind, Optional<ServerSpec> server) {
    enum Kind {
        /** {@code /<scope>/sse} or {@code /<scope>/mcp}. */
        MCP,
        /** Answers without a caller. */
        OPEN,
        /** The same, and tells some callers more. */
        HEALTH,
        /** Everything else: needs a caller. */
        REST
    }

    private static final Endpoint OPEN = new Endpoint(Kind.OPEN, Optional.empty());
    private static final Endpoint HEALTH = new Endpoint(Kind.HEALTH, Optional.empty());
    private static final Endpoint REST = new Endpoint(Kind.REST, Optional.empty());

    private static final String HEALTH_PATH = "/health";

    /** One exact list. */
    private static final Set<String> OPEN_PATHS = Set.of(
            "/health/live",
            "/health/ready",
            "/docs",
            "/docs/openapi.yaml",
            "/docs/swagger-ui.css",
            "/docs/swagger-ui-bundle.js",
            PublicUrls.RESOURCE_METADATA);

    static Endpoint of(String rawPath, Plan plan) {
        Optional<ServerSpec> server = scope(rawPath, plan);
        if (server.isPresent()) {
            return new Endpoint(Kind.MCP, server);
        }
        if (rawPath.equals(HEALTH_PATH)) {
            return HEALTH;
        }
        return OPEN_PATHS.contains(rawPath) || isMetadata(rawPath, plan) ? OPEN : REST;
    }

    private static Optional<ServerSpec> scope(String path, Plan plan) {
        int slash = path.indexOf('/', 1);
        return slash > 1 && isTransport(path, slash + 1) ? plan.byScope(path.substring(1, slash)) : Optional.empty();
    }

    /** What a client reads to get its first token cannot need one. */
    private static boolean isMetadata(String path, Plan plan) {
        return path.startsWith(PublicUrls.RESOURCE_METADATA)
                && scope(path.substring(PublicUrls.RESOURCE_METADATA.length()), plan)
                        .isPresent();
    }

    boolean isMcp() {
        return kind == Kind.MCP;
    }

    boolean isOpen() {
        return kind == Kind.OPEN || kind == Kind.HEALTH;
    }

    boolean tellsSomeMore() {
        return kind == Kind.HEALTH;
    }

    private static boolean isTransport(String path, int from) {
        return path.length() == from + 3 && (path.startsWith("sse", from) || path.startsWith("mcp", from));
    }
}
