package dev.mcpgateway.issuer.token;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.UUID;

import com.nimbusds.jwt.JWTClaimsSet;

import dev.mcpgateway.issuer.key.SigningKeys;

/** Makes signed access tokens. */
public final class AccessTokens {
    private final String issuer;
    private final String audience;
    private final SigningKeys keys;
    private final InstantSource clock;

    /** @param audience whom a token is for that was asked for no resource in particular */
    public AccessTokens(String issuer, String audience, SigningKeys keys, InstantSource clock) {
        this.audience = audience;
        this.issuer = issuer;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * @param resources whom the token is for (RFC 8707)
     * @param scope OAuth scopes, or empty
     */
    public String issue(Identity identity, List<String> resources, String scope, Duration lifetime) {
        Instant now = clock.instant();
        return keys.sign(new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(identity.user())
                .claim("user_id", identity.user())
                .claim("roles", identity.roles())
                .claim("workspace", identity.workspace())
                .claim("api_version", identity.apiVersion())
                .audience(resources.isEmpty() ? List.of(audience) : resources)
                .claim("scope", scope.isEmpty() ? null : scope)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime)))
                .jwtID(UUID.randomUUID().toString())
                .build());
    }
}
