package dev.mcpgateway.issuer.token;

import java.util.List;

/**
 * Who a token speaks for.
 *
 * @param workspace the tenant
 */
public record Identity(String user, List<String> roles, String workspace, String apiVersion) {
    public Identity {
        roles = List.copyOf(roles);
    }
}
