package dev.mcpgateway.auth;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import com.nimbusds.jose.JWSAlgorithm;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;

/**
 * How tokens are verified. Every name is also an environment variable: {@code jwt.secret-key} is {@code
 * JWT_SECRET_KEY}.
 *
 * @param secretKey shared with the issuer, for HS256, HS384 and HS512; empty where keys come from {@code jwksUrl}
 * @param allowedAlgorithms the only algorithms a token may name
 * @param issuer whose tokens count, beside the issuers of policy.yaml
 * @param audience what a token must be meant for; the endpoint's own public URL counts too
 * @param maxTokenAgeMinutes counted from {@code iat}; 0 switches the check off
 * @param userIdClaim empty means {@code sub}, then {@code user_id}
 */
@Validated
@ConfigurationProperties("jwt")
record JwtSettings(
        @NotNull @DefaultValue("") String secretKey,
        @NotNull @DefaultValue("") String jwksUrl,
        @NotEmpty @DefaultValue("RS256") List<String> allowedAlgorithms,

        @NotBlank(message = "JWT_ISSUER must name the issuer of your tokens")
        String issuer,

        @NotBlank(message = "JWT_AUDIENCE must say what a token has to be meant for")
        String audience,

        @Min(0) @DefaultValue("0") int maxTokenAgeMinutes,
        @Min(0) @Max(600) @DefaultValue("30") int clockSkewSeconds,
        @NotNull @DefaultValue("") String userIdClaim,
        @NotBlank @DefaultValue("workspace") String tenantClaim,
        @NotBlank @DefaultValue("roles") String rolesClaim,
        @NotBlank @DefaultValue("api_version") String apiVersionClaim,
        @NotNull @DefaultValue List<String> allowedApiVersions) {

    private static final Set<JWSAlgorithm> KNOWN = Set.copyOf(JWSAlgorithm.Family.SIGNATURE.stream()
            .filter(algorithm -> !JWSAlgorithm.Family.ED.contains(algorithm) && !JWSAlgorithm.ES256K.equals(algorithm))
            .collect(Collectors.toSet()));

    JwtSettings {
        boolean secret = !secretKey.isBlank();
        boolean remote = !jwksUrl.isBlank();
        if (secret == remote) {
            throw new IllegalArgumentException("set either JWT_SECRET_KEY or JWT_JWKS_URL, not both");
        }
        for (String name : allowedAlgorithms) {
            JWSAlgorithm algorithm = JWSAlgorithm.parse(name);
            boolean symmetric = JWSAlgorithm.Family.HMAC_SHA.contains(algorithm);
            if (!symmetric && !KNOWN.contains(algorithm)) {
                throw new IllegalArgumentException("JWT_ALLOWED_ALGORITHMS: '" + name + "' is not one of HS, RS, PS, ES"
                        + " with 256, 384 or 512");
            }
            if (symmetric != secret) {
                throw new IllegalArgumentException("JWT_ALLOWED_ALGORITHMS: " + name
                        + (secret
                                ? " needs public keys (JWT_JWKS_URL), but JWT_SECRET_KEY is set"
                                : " needs JWT_SECRET_KEY, but keys come from JWT_JWKS_URL"));
            }
        }
    }

    // Holds the secret.
    @Override
    public String toString() {
        return "JwtSettings[issuer=" + issuer + ", audience=" + audience + "]";
    }
}
