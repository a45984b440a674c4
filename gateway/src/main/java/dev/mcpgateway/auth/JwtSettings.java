package dev.mcpgateway.auth;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;

import dev.mcpgateway.config.KeySource;
import dev.mcpgateway.config.KeySource.Kind;
import dev.mcpgateway.config.Secret;

/**
 * How tokens are verified. Every name is also an environment variable: {@code jwt.secret-key} is {@code
 * JWT_SECRET_KEY}.
 *
 * @param secretKey shared with the issuer, for HS256, HS384 and HS512
 * @param previousSecretKey also good while the secret is rotated
 * @param publicKey the issuer's public keys or certificates, as PEM
 * @param jwksUrl where the issuer publishes its keys; with none of the four, its own metadata is asked
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
        @NotNull @DefaultValue("") String previousSecretKey,
        @NotNull @DefaultValue("") String publicKey,
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

    private static final Pattern ALGORITHM = Pattern.compile("(HS|RS|PS|ES)(256|384|512)");

    JwtSettings {
        if (Stream.of(secretKey, publicKey, jwksUrl)
                        .filter(value -> !value.isBlank())
                        .count()
                > 1) {
            throw new IllegalArgumentException("set one of JWT_SECRET_KEY, JWT_PUBLIC_KEY and JWT_JWKS_URL, or none to"
                    + " let JWT_ISSUER's own metadata say where its keys are");
        }
        if (secretKey.isBlank() && !previousSecretKey.isBlank()) {
            throw new IllegalArgumentException("JWT_PREVIOUS_SECRET_KEY is good beside a JWT_SECRET_KEY only");
        }
        KeySource source = source(secretKey, previousSecretKey, publicKey, jwksUrl, issuer);
        for (String name : allowedAlgorithms) {
            if (!ALGORITHM.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "JWT_ALLOWED_ALGORITHMS: '" + name + "' is not one of HS, RS, PS, ES with 256, 384 or 512");
            }
            if (!source.fits(name)) {
                throw new IllegalArgumentException("JWT_ALLOWED_ALGORITHMS: " + name
                        + (source.kind() == Kind.SECRET
                                ? " needs public keys, but JWT_SECRET_KEY is set"
                                : " needs JWT_SECRET_KEY, but keys are public"));
            }
            checkLength(name, secretKey);
        }
    }

    /** The keys of {@code issuer}, unless policy.yaml names others. */
    KeySource keys() {
        return source(secretKey, previousSecretKey, publicKey, jwksUrl, issuer);
    }

    /** Those of the allowed ones that go with these keys, for an issuer of policy.yaml that names none. */
    List<String> algorithmsFor(KeySource source) {
        List<String> fitting = allowedAlgorithms.stream().filter(source::fits).toList();
        return fitting.isEmpty() ? List.of(source.kind() == Kind.SECRET ? "HS256" : "RS256") : fitting;
    }

    private static KeySource source(String secret, String previous, String pem, String jwks, String issuer) {
        if (!secret.isBlank()) {
            return named(
                    "JWT_SECRET_KEY",
                    () -> KeySource.secret(Stream.of(secret, previous)
                            .filter(value -> !value.isBlank())
                            .map(Secret::new)
                            .toList()));
        }
        if (!pem.isBlank()) {
            return named("JWT_PUBLIC_KEY", () -> KeySource.pem(pem));
        }
        return jwks.isBlank()
                ? named("JWT_ISSUER", () -> KeySource.discovery(URI.create(issuer)))
                : named("JWT_JWKS_URL", () -> KeySource.jwks(URI.create(jwks)));
    }

    private static KeySource named(String variable, Supplier<KeySource> make) {
        try {
            return make.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(variable + ": " + e.getMessage(), e);
        }
    }

    /** RFC 7518, section 3.2: a secret as long as the hash. */
    private static void checkLength(String algorithm, String secret) {
        int needed = Integer.parseInt(algorithm.substring(2)) / 8;
        if (!secret.isBlank() && secret.getBytes(StandardCharsets.UTF_8).length < needed) {
            throw new IllegalArgumentException(
                    "JWT_SECRET_KEY must have at least " + needed + " bytes for " + algorithm);
        }
    }

    // Holds the secret.
    @Override
    public String toString() {
        return "JwtSettings[issuer=" + issuer + ", audience=" + audience + "]";
    }
}
