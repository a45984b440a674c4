package dev.mcpgateway.call;

import java.util.Set;

/**
 * Who calls. The three names together are the identity: the same subject from another issuer, or in another tenant, is
 * somebody else.
 *
 * @param roles of ours, after the issuer's mapping
 * @param oauthScopes what the token was granted, as its issuer wrote it
 */
public record Caller(String issuer, String subject, String tenant, Set<String> roles, Set<String> oauthScopes) {

    /** A caller whose token says nothing of OAuth scopes. */
    public Caller(String issuer, String subject, String tenant, Set<String> roles) {
        this(issuer, subject, tenant, roles, Set.of());
    }

    /** One string for the identity; its parts cannot run into each other. */
    public String key() {
        return tenant.length() + ":" + tenant + subject.length() + ":" + subject + issuer;
    }
}
