package dev.mcpgateway.auth;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What a token says, once its signature and its dates were found good. */
record Verified(
        String issuer,
        String subject,
        String tenant,
        List<String> roles,
        Set<String> oauthScopes,
        List<String> audiences,
        Instant expires) {}
