package dev.mcpgateway.issuer.grant;

import java.util.List;

import dev.mcpgateway.issuer.token.Identity;

/**
 * A user's leave for a client.
 *
 * @param challenge SHA-256 of the verifier that only the client knows (RFC 7636)
 * @param resources what the tokens will be for (RFC 8707); empty means the default audience
 * @param scope OAuth scopes as asked for, or empty
 */
public record Grant(
        String clientId,
        String redirectUri,
        String challenge,
        Identity identity,
        List<String> resources,
        String scope) {
    public Grant {
        resources = List.copyOf(resources);
    }

    @Override
    public String toString() {
        return "Grant[***]";
    }
}
