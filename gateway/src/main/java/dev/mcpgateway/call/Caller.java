package dev.mcpgateway.call;

import java.util.Set;

/**
 * Who calls. The three names together are the identity: the same subject from another issuer, or in another tenant, is
 * somebody else.
 *
 * @param roles of ours, after the issuer's mapping
 */
public record Caller(String issuer, String subject, String tenant, Set<String> roles) {

    /** One string for the identity; its parts cannot run into each other. */
    public String key() {
        return tenant.length() + ":" + tenant + subject.length() + ":" + subject + issuer;
    }
}
