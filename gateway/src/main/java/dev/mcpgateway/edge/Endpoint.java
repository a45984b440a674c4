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
        /** Everything else: needs a caller. */
        REST
    }

    private static final Endpoint OPEN = new Endpoint(Kind.OPEN, Optional.empty());
    private static final Endpoint REST = new Endpoint(Kind.REST, Optional.empty());

    /** One exact list. */
    private static final Set<String> OPEN_PATHS = Set.of("/health");

    static Endpoint of(String rawPath, Plan plan) {
        if (OPEN_PATHS.contains(rawPath)) {
            return OPEN;
        }
        int slash = rawPath.indexOf('/', 1);
        if (slash > 1 && isTransport(rawPath, slash + 1)) {
            Optional<ServerSpec> server = plan.byScope(rawPath.substring(1, slash));
            if (server.isPresent()) {
                return new Endpoint(Kind.MCP, server);
            }
        }
        return REST;
    }

    boolean isMcp() {
        return kind == Kind.MCP;
    }

    boolean isOpen() {
        return kind == Kind.OPEN;
    }

    private static boolean isTransport(String path, int from) {
        return path.length() == from + 3 && (path.startsWith("sse", from) || path.startsWith("mcp", from));
    }
}
