package dev.mcpgateway.auth;

import java.security.Key;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import reactor.core.publisher.Mono;

import dev.mcpgateway.auth.TrustedIssuers.Trusted;
import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Reason;

/**
 * From a token to what it says, or to what is wrong with it. The algorithm comes from our list, the key from our
 * source; the token's own words only choose among them.
 */
final class TokenVerifier {
    private static final Set<JOSEObjectType> TYPES =
            Set.of(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), new JOSEObjectType("application/at+jwt"));

    private static final String UNPROVEN = "the token's signature cannot be verified";

    private final JwtSettings settings;
    private final InstantSource clock;
    private final DefaultJWSVerifierFactory verifiers = new DefaultJWSVerifierFactory();
    private final Duration skew;

    TokenVerifier(JwtSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.skew = Duration.ofSeconds(settings.clockSkewSeconds());
    }

    /** What a token says, and whose keys prove it. */
    record Proof(Verified says, Trusted by) {}

    /** @param issuers whom the plan trusts, by the name a token gives; that choice proves nothing, the signature does */
    Mono<Proof> verify(String token, Function<String, @Nullable Trusted> issuers) {
        return Mono.defer(() -> {
                    SignedJWT jwt = StrictToken.parse(token);
                    JWTClaimsSet claims = claims(jwt);
                    Trusted issuer = issuers.apply(text(claims, "iss"));
                    if (issuer == null) {
                        throw refused("the token's issuer is not known here");
                    }
                    checkHeader(jwt.getHeader(), issuer);
                    return issuer.keys().fitting(jwt.getHeader()).map(fitting -> {
                        if (!isSignedByOneOf(fitting, jwt)) {
                            throw refused(UNPROVEN);
                        }
                        return new Proof(read(claims), issuer);
                    });
                })
                .onErrorMap(KeysAway.class, away -> refused(UNPROVEN).causedBy(away))
                .onErrorMap(e -> !(e instanceof CallFailure), TokenVerifier::unreadable);
    }

    private static void checkHeader(JWSHeader header, Trusted issuer) {
        if (!issuer.algorithms().contains(header.getAlgorithm())) {
            throw refused("the token's algorithm is not allowed here");
        }
        if (header.getType() != null && !TYPES.contains(header.getType())) {
            throw refused("the token's type is not JWT");
        }
        if (header.getCriticalParams() != null || !header.isBase64URLEncodePayload()) {
            throw refused("the token demands an extension that is not known here (crit)");
        }
    }

    /** Whatever a parser stumbled over may be quoted in its message, so only its kind is kept. */
    private static CallFailure unreadable(Throwable e) {
        return refused("the token cannot be read")
                .causedBy(new IllegalArgumentException(e.getClass().getSimpleName()));
    }

    private boolean isSignedByOneOf(List<Key> fitting, SignedJWT jwt) {
        for (Key key : fitting) {
            try {
                if (jwt.verify(verifiers.createJWSVerifier(jwt.getHeader(), key))) {
                    return true;
                }
            } catch (JOSEException e) {
                // A key of another kind than the header says: the same as a wrong signature.
            }
        }
        return false;
    }

    private Verified read(JWTClaimsSet claims) {
        Instant now = clock.instant();
        Instant expires = instant(claims.getExpirationTime());
        if (expires == null) {
            throw refused("the token has no expiry");
        }
        if (!expires.plus(skew).isAfter(now)) {
            throw refused("the token has expired; get a new one");
        }
        Instant notBefore = instant(claims.getNotBeforeTime());
        if (notBefore != null && notBefore.minus(skew).isAfter(now)) {
            throw refused("the token is not valid yet");
        }
        Instant issued = instant(claims.getIssueTime());
        checkAge(issued, now);
        checkApiVersion(claims);
        Duration oldest = Duration.ofMinutes(settings.maxTokenAgeMinutes());
        Instant good = issued == null || oldest.isZero() || expires.isBefore(issued.plus(oldest))
                ? expires
                : issued.plus(oldest);
        return new Verified(
                text(claims, "iss"),
                user(claims),
                text(claims, settings.tenantClaim()),
                names(claims, settings.rolesClaim()),
                Set.copyOf(names(claims, claims.getClaim("scope") == null ? "scp" : "scope")),
                List.copyOf(claims.getAudience()),
                good);
    }

    private void checkAge(@Nullable Instant issued, Instant now) {
        if (issued != null && issued.minus(skew).isAfter(now)) {
            throw refused("the token was issued in the future");
        }
        if (settings.maxTokenAgeMinutes() > 0) {
            if (issued == null) {
                throw refused("the token does not say when it was issued");
            }
            Duration oldest = Duration.ofMinutes(settings.maxTokenAgeMinutes()).plus(skew);
            if (issued.plus(oldest).isBefore(now)) {
                throw refused("the token is too old; get a new one");
            }
        }
    }

    private void checkApiVersion(JWTClaimsSet claims) {
        if (!settings.allowedApiVersions().isEmpty()
                && !settings.allowedApiVersions().contains(text(claims, settings.apiVersionClaim()))) {
            throw refused("the token's API version is not allowed here");
        }
    }

    private String user(JWTClaimsSet claims) {
        if (!settings.userIdClaim().isEmpty()) {
            return text(claims, settings.userIdClaim());
        }
        return claims.getClaim("sub") != null ? text(claims, "sub") : text(claims, "user_id");
    }

    /** A list of names, or one string with spaces between them; what is neither is nothing. */
    private static List<String> names(JWTClaimsSet claims, String name) {
        Object claim = claims.getClaim(name);
        if (claim instanceof List<?> list) {
            return list.stream()
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .toList();
        }
        return claim instanceof String text && !text.isBlank()
                ? List.of(text.strip().split("\\s+"))
                : List.of();
    }

    private static String text(JWTClaimsSet claims, String name) {
        if (claims.getClaim(name) instanceof String text && StrictToken.isName(text)) {
            return text;
        }
        throw refused("the token's claim '" + name + "' is missing or not usable");
    }

    private static JWTClaimsSet claims(SignedJWT jwt) {
        try {
            // The library would make a text of a subject that is a number: 7 and "7" are two people.
            Object subject = jwt.getPayload().toJSONObject().getOrDefault("sub", "");
            if (!(subject instanceof String)) {
                throw refused("the token's claim 'sub' is missing or not usable");
            }
            return jwt.getJWTClaimsSet();
        } catch (ParseException e) {
            throw refused("the token's claims cannot be read");
        }
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }

    static CallFailure refused(String why) {
        return CallFailure.of(Reason.UNAUTHENTICATED, why);
    }
}
