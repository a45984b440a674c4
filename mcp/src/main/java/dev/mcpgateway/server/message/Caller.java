package dev.mcpgateway.server.message;

import java.util.Optional;

import dev.mcpgateway.server.resource.Resources;

/**
 * Who stands behind a request, as the gateway says.
 *
 * @param session the legacy session the request names, if any
 */
public record Caller(Optional<String> userId, Optional<String> tenantId, String requestId, Optional<String> session) {
    public Resources.Reader reader() {
        return new Resources.Reader(userId, tenantId);
    }
}
